#include "tests/golden/pictures.hpp"

#include "core/base/file.hpp"
#include "core/base/text.hpp"
#include "ui-cli/tui/view.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace shoal::test {
namespace {

using term::Caps;
using term::Charset;

constexpr term::Size sizes[] = {{200, 60}, {120, 36}, {80, 24}, {60, 20}, {40, 10}};

struct Kind {
    std::string_view name;
    Caps caps;
    Caps base; ///< of which only lines that differ are told
};

constexpr Caps blocks{Charset::utf8, true};
constexpr Caps ascii{Charset::ascii, true};
constexpr Kind kinds[] = {
    {"blocks, no colours", {Charset::utf8, false}, blocks},
    {"ASCII", ascii, blocks},
    {"ASCII, no colours", {Charset::ascii, false}, ascii},
};

/// Of these sizes, where it differs at all, and no dialog lies over it.
constexpr Kind braille{"braille", {Charset::braille, true}, blocks};
constexpr term::Size braille_sizes[] = {{120, 36}, {80, 24}};

/// Keys, one after the other, from the list with its cursor on `demo_open`.
tui::ViewState after(std::vector<std::string> const& keys, term::Size size, tui::Model const& model,
                     Arrange const& arrange) {
    tui::ViewState state;
    state.size = size;
    state.list.cursor = model.snapshot->torrents.empty() ? 0 : demo_open;
    state = tui::reconcile(std::move(state), model);
    for (auto const& key : keys)
        state = tui::reduce(std::move(state), {key}, model).state;
    if (arrange)
        arrange(state);
    return state;
}

/// Lines that are not as in `base`, each with its number.
std::string differences(std::string const& base, std::string const& text) {
    auto const before = split(base, '\n');
    auto const lines = split(text, '\n');
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (i >= before.size() || lines[i] != before[i])
            out += fmt::format("{:>3}|{}\n", i + 1, lines[i]);
    return out;
}

/// Equal rows that follow each other are one, with their count: roles are mostly alike.
std::string folded(std::string const& text) {
    std::string out;
    auto const lines = split(text, '\n');
    for (std::size_t i = 0; i + 1 < lines.size();) {
        std::size_t count = 1;
        while (i + count + 1 < lines.size() && lines[i + count] == lines[i])
            ++count;
        out += count == 1 ? lines[i] + "\n" : fmt::format("{}  x{}\n", lines[i], count);
        i += count;
    }
    return out;
}

/// Runs of one role: "b*120", "ss *12d*3".
std::string in_runs(std::string const& roles) {
    std::string out;
    for (std::size_t i = 0; i < roles.size();) {
        std::size_t count = 1;
        while (roles[i] != '\n' && i + count < roles.size() && roles[i + count] == roles[i])
            ++count;
        out += count > 2 ? fmt::format("{}*{}", roles[i], count) : roles.substr(i, count);
        i += count;
    }
    return out;
}

std::string pictures_at(term::Size size, std::vector<std::string> const& keys,
                        tui::Model const& model, Arrange const& arrange) {
    auto const state = after(keys, size, model, arrange);
    auto const whole = tui::render(model, state, blocks);
    auto text = fmt::format("=== {}x{}, blocks\n{}=== roles\n{}", size.columns, size.rows,
                            whole.glyphs(), folded(in_runs(whole.roles())));
    auto const lines_of = [&](Kind const& kind) {
        auto const first = tui::render(model, state, kind.base);
        auto const other = tui::render(model, state, kind.caps);
        auto const glyphs = differences(first.glyphs(), other.glyphs());
        auto const roles = differences(in_runs(first.roles()), in_runs(other.roles()));
        return fmt::format("{}{}{}", glyphs, roles.empty() ? "" : "=== its roles\n", roles);
    };
    for (auto const& kind : kinds)
        text += fmt::format("=== {}\n{}", kind.name, lines_of(kind));
    bool const has_braille = !tui::is_open(state.dialog) &&
                             std::ranges::find(braille_sizes, size) != std::end(braille_sizes);
    if (auto const lines = has_braille ? lines_of(braille) : std::string{}; !lines.empty())
        text += fmt::format("=== {}\n{}", braille.name, lines);
    return text;
}

std::string pictures(std::vector<std::string> const& keys, tui::Model const& model,
                     Arrange const& arrange) {
    std::string text;
    for (auto const size : sizes)
        text += pictures_at(size, keys, model, arrange);
    return text;
}

fs::path golden(std::string const& name) {
    return fs::path{SHOAL_TESTDATA} / "golden" / "screens" / (name + ".txt");
}

/// Where two texts part, with the lines around.
std::string first_difference(std::string const& wanted, std::string const& got) {
    std::size_t begin = 0;
    int line = 1;
    for (std::size_t i = 0; i < std::min(wanted.size(), got.size()) && wanted[i] == got[i]; ++i)
        if (wanted[i] == '\n') {
            begin = i + 1;
            ++line;
        }
    auto const line_of = [&](std::string const& text) {
        return begin < text.size() ? text.substr(begin, text.find('\n', begin) - begin)
                                   : std::string{"(end)"};
    };
    return fmt::format("line {}\n  wanted: {}\n  got:    {}", line, line_of(wanted), line_of(got));
}

} // namespace

void check_screens(std::string const& name, std::vector<std::string> const& keys,
                   tui::Model const& model, Arrange const& arrange) {
    auto const got = pictures(keys, model, arrange);
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here sets it
    if (std::getenv("SHOAL_UPDATE_GOLDEN")) {
        REQUIRE(write_file(golden(name), got, Overwrite::yes));
        return;
    }
    auto const wanted = read_file(golden(name), 1 << 22);
    REQUIRE(wanted);
    CHECK_MESSAGE(*wanted == got, name, ": ", first_difference(*wanted, got),
                  "\n  if this is meant: scripts/update-golden");
}

} // namespace shoal::test
