#pragma once

#include "core/api/snapshot.hpp"

namespace shoal::cli {

/// As a filter it would match everything; it comes from a variable that is not set.
[[nodiscard]] bool is_blank(std::string_view word);

/// The torrents that a user meant.
struct Pick {
    std::uint64_t revision = 0; ///< of the snapshot they are from
    /// In the order they were named, each once.
    std::vector<std::shared_ptr<api::TorrentView const>> torrents;
    // Of these, `where` is the word.
    std::vector<Error> missing;   ///< a number or prefix that no torrent has, or several have
    std::vector<Error> unmatched; ///< a filter that matches none

    [[nodiscard]] std::vector<api::TorrentId> ids() const;
    [[nodiscard]] std::vector<Error> errors() const; ///< missing and unmatched
};

/// A word is a torrent's number, at least 4 digits from the front of an info-hash, "all", or else a
/// filter; `filter` narrows down what the words mean. Without words: all torrents.
/// The Error is that of a filter that cannot be read, or of a word of blanks. Pure.
[[nodiscard]] Result<Pick> pick_torrents(api::Snapshot const& snapshot,
                                         std::vector<std::string> const& words,
                                         std::string const& filter);

} // namespace shoal::cli
