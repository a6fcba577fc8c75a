#include "ui-cli/cli/daemon/torrent_pick.hpp"

#include "core/api/filter.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace shoal::cli {
namespace {

using View = std::shared_ptr<api::TorrentView const>;
using Views = std::vector<View>;

constexpr std::size_t shortest_prefix = 4;
constexpr std::size_t most_named = 5;

std::optional<api::TorrentId> number_of(std::string const& word) {
    api::TorrentId id = 0;
    auto const* const end = word.data() + word.size();
    auto const [last, error] = std::from_chars(word.data(), end, id);
    return error == std::errc{} && last == end ? std::optional{id} : std::nullopt;
}

bool is_prefix(std::string const& word) {
    return word.size() >= shortest_prefix &&
           word.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

bool starts_with(std::optional<Sha1Digest> const& hash, std::string const& prefix) {
    return hash && starts_with_ignoring_case(to_hex(*hash), prefix);
}

bool starts_with(std::optional<Sha256Digest> const& hash, std::string const& prefix) {
    return hash && starts_with_ignoring_case(to_hex(*hash), prefix);
}

template <class Test>
Views those(Views const& torrents, Test const& test) {
    Views found;
    std::ranges::copy_if(torrents, std::back_inserter(found), test);
    return found;
}

Views with_prefix(Views const& torrents, std::string const& prefix) {
    return those(torrents, [&](View const& torrent) {
        return starts_with(torrent->info_hash.v1, prefix) ||
               starts_with(torrent->info_hash.v2, prefix);
    });
}

Result<Views> matching(Views const& torrents, std::string const& text) {
    auto const filter = api::Filter::parse(text);
    if (!filter)
        return fail(Errc::invalid_input,
                    fmt::format("column {}: {}", filter.error().where, filter.error().what), text);
    return those(torrents, [&](View const& torrent) { return filter->matches(*torrent); });
}

/// "1 photos, 2 music and 7 more".
std::string named(Views const& torrents) {
    std::string text;
    for (std::size_t i = 0; i < std::min(torrents.size(), most_named); ++i)
        text += fmt::format("{}{} {}", i == 0 ? "" : ", ", torrents[i]->id, torrents[i]->name);
    if (torrents.size() > most_named)
        text += fmt::format(" and {} more", torrents.size() - most_named);
    return text;
}

Error nothing(std::string const& word, std::string const& what, Views const& torrents) {
    return {Errc::not_found,
            torrents.empty() ? fmt::format("{}; there are no torrents", what)
                             : fmt::format("{}; there are: {}", what, named(torrents)),
            word};
}

Pick by_prefix(Views const& all, std::string const& word) {
    auto found = with_prefix(all, word);
    if (found.size() == 1)
        return {.torrents = std::move(found)};
    if (found.empty())
        return {.missing = {nothing(word, "no torrent has this number or info-hash", all)}};
    auto what = fmt::format("several info-hashes begin so: {}; write more digits", named(found));
    return {.missing = {{Errc::not_found, std::move(what), word}}};
}

Result<Pick> by_filter(Views const& all, std::string const& word) {
    SHOAL_TRY(auto found, matching(all, word));
    if (found.empty())
        return Pick{.unmatched = {nothing(word, "no torrent matches", all)}};
    return Pick{.torrents = std::move(found)};
}

Result<Pick> look_up(api::Snapshot const& snapshot, std::string const& word) {
    auto const& all = snapshot.torrents;
    if (is_blank(word))
        return fail(Errc::invalid_input,
                    "an empty ID names no torrent; give a number, 4 or more digits of an "
                    "info-hash, a filter, or all",
                    fmt::format("'{}'", word));
    if (word == "all")
        return Pick{.torrents = all};
    auto const number = number_of(word);
    if (auto const torrent = number ? api::find(snapshot, *number) : nullptr)
        return Pick{.torrents = {torrent}};
    if (is_prefix(word))
        return by_prefix(all, word);
    if (number)
        return Pick{.missing = {nothing(word, "no torrent has this number", all)}};
    return by_filter(all, word);
}

/// Adds what a further word means; `known` are those already there.
void add(Pick& pick, std::set<api::TorrentId>& known, Pick const& more) {
    for (auto const& torrent : more.torrents)
        if (known.insert(torrent->id).second)
            pick.torrents.push_back(torrent);
    pick.missing.insert(pick.missing.end(), more.missing.begin(), more.missing.end());
    pick.unmatched.insert(pick.unmatched.end(), more.unmatched.begin(), more.unmatched.end());
}

} // namespace

bool is_blank(std::string_view word) {
    return word.find_first_not_of(" \t\n") == std::string_view::npos;
}

std::vector<api::TorrentId> Pick::ids() const {
    std::vector<api::TorrentId> ids;
    for (auto const& torrent : torrents)
        ids.push_back(torrent->id);
    return ids;
}

std::vector<Error> Pick::errors() const {
    auto errors = missing;
    errors.insert(errors.end(), unmatched.begin(), unmatched.end());
    return errors;
}

Result<Pick> pick_torrents(api::Snapshot const& snapshot, std::vector<std::string> const& words,
                           std::string const& filter) {
    Pick pick;
    pick.revision = snapshot.revision;
    if (words.empty())
        pick.torrents = snapshot.torrents;
    std::set<api::TorrentId> known;
    for (auto const& word : words) {
        SHOAL_TRY(auto const found, look_up(snapshot, word));
        add(pick, known, found);
    }
    SHOAL_TRY(pick.torrents, matching(pick.torrents, filter));
    return pick;
}

} // namespace shoal::cli
