#include "core/base/file.hpp"
#include "ui-cli/tui/keys/action_names.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>

// The manual and the README tell the keys as the table has them. scripts/update-golden writes those
// parts anew.

using namespace shoal;
using namespace shoal::tui;

namespace {

constexpr std::array places{
    std::pair{list_scope, "the list"},     std::pair{overview_scope, "the overview"},
    std::pair{files_scope, "the files"},   std::pair{peers_scope, "the peers"},
    std::pair{pieces_scope, "the pieces"}, std::pair{trackers_scope, "the trackers"},
    std::pair{log_scope, "the log"},       std::pair{net_scope, "the net"},
    std::pair{setup_scope, "the setup"},
};

constexpr int torrent_scopes =
    overview_scope | files_scope | peers_scope | pieces_scope | trackers_scope;
constexpr int all_scopes = torrent_scopes | list_scope | log_scope | net_scope | setup_scope;

/// "In the list and a torrent".
std::string heading(int scopes) {
    if (scopes == all_scopes)
        return "Everywhere";
    std::vector<std::string> words;
    bool const has_torrent = (scopes & torrent_scopes) == torrent_scopes;
    for (auto const& [scope, words_of] : places)
        if ((scopes & scope) != 0 && !(has_torrent && (scope & torrent_scopes) != 0))
            words.emplace_back(words_of);
    if (has_torrent)
        words.emplace_back("a torrent");
    std::string text = "In ";
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

std::string in_roff(std::string_view text) {
    std::string out;
    for (char const c : text)
        out += c == '\\' ? "\\e" : c == '-' ? "\\-" : c == '^' ? "\\(ha" : std::string(1, c);
    return out;
}

/// Scopes in the order in which the table first names them.
std::vector<int> groups() {
    std::vector<int> all;
    for (auto const& binding : key_table())
        if (std::find(all.begin(), all.end(), binding.scopes) == all.end())
            all.push_back(binding.scopes);
    return all;
}

std::string manual_keys() {
    std::string text;
    for (int const scopes : groups()) {
        text += fmt::format(".SS \"{}\"\n", heading(scopes));
        for (auto const& binding : key_table())
            if (binding.scopes == scopes)
                text += fmt::format(".TP\n.B \"{}\"\n{}\n.RI ( {} )\n", in_roff(binding.keys),
                                    in_roff(binding.words), name_of(binding.action));
    }
    return text;
}

/// Those of the bar.
std::string readme_keys() {
    std::string text = "| keys | |\n|---|---|\n";
    for (auto const& binding : key_table()) {
        if (binding.label.empty())
            continue;
        std::string keys;
        for (auto const key : keys_of(binding))
            keys += fmt::format("{}`{}`", keys.empty() ? "" : " ", key);
        text += fmt::format("| {} | {} |\n", keys, binding.words);
    }
    return text;
}

/// What stands between two lines of the file is `wanted`; or becomes so, if that is asked for.
void check_part(fs::path const& path, std::string const& from, std::string const& to,
                std::string const& wanted) {
    auto const text = *read_file(path, 1'000'000);
    auto const begin = text.find(from);
    REQUIRE(begin != std::string::npos);
    auto const first = begin + from.size();
    auto const last = text.find(to, first);
    REQUIRE(last != std::string::npos);
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here sets it
    if (std::getenv("SHOAL_UPDATE_GOLDEN")) {
        REQUIRE(
            write_file(path, text.substr(0, first) + wanted + text.substr(last), Overwrite::yes));
        return;
    }
    CHECK_MESSAGE(text.substr(first, last - first) == wanted, path.string(),
                  ": its keys are not those of the table; scripts/update-golden mends it");
}

} // namespace

TEST_CASE("manual: tells every key, as the table has it") {
    check_part(SHOAL_MANUAL, "adds it.\n", ".SH OUTPUT\n", manual_keys());
}

TEST_CASE("manual: the README tells the keys of the bar") {
    check_part(SHOAL_README, "<!-- keys -->\n", "<!-- end of keys -->\n", readme_keys());
}
