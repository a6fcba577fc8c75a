#pragma once

#include "core/metainfo/bencode.hpp"
#include "core/metainfo/imported.hpp"
#include "core/metainfo/metainfo.hpp"

#include <memory>

namespace shoal::metainfo {

// What the importers share: fields of a client's own file, forgiving where they are missing.

/// A client's file, and the dict it is. Borrows the text.
struct ClientFile {
    [[nodiscard]] static Result<ClientFile> parse(std::string_view text);

    [[nodiscard]] std::int64_t number(std::string_view key) const; ///< 0: none
    [[nodiscard]] std::string text(std::string_view key) const;    ///< empty: none
    [[nodiscard]] std::vector<bencode::Value> items(std::string_view key) const;
    /// Seconds since 1970; nothing for 0 and what no clock shows.
    [[nodiscard]] std::optional<WallTime> time(std::string_view key) const;

    std::unique_ptr<bencode::Document> document; ///< stays where it is: values point to it
    bencode::Value root;
};

[[nodiscard]] std::optional<WallTime> time_at(std::int64_t seconds);

/// The first `count` bits, the highest of a byte first; nothing if there are fewer.
[[nodiscard]] std::vector<bool> bits(std::string_view bytes, std::size_t count);

/// Makes it agree with itself and the torrent, whatever the client's files said: `complete` by
/// `have`, lists of files as long as there are files, totals not negative.
void settle(Metainfo const& metainfo, Imported& imported);

/// Takes the name a client uses for the content's file or folder.
void take_name(std::string const& name, Metainfo const& metainfo, Imported& imported);

} // namespace shoal::metainfo
