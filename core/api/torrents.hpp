#pragma once

#include "core/api/command.hpp"
#include "core/base/clock.hpp"
#include "core/base/file.hpp"

#include <functional>
#include <stop_token>

namespace shoal::api {

inline constexpr std::int64_t block_size = 16 * 1024;
inline constexpr std::int64_t default_piece_size = 256 * 1024;

/// Called now and then from one of the working threads, never concurrently.
using OnProgress = std::function<void(Progress const&)>;

struct CreateSpec {
    std::vector<fs::path> paths;    ///< one file or folder, or several put under `name`
    std::optional<fs::path> output; ///< default: NAME.torrent in the current folder
    std::optional<std::int64_t> piece_size = default_piece_size; ///< bytes; nothing means auto
    Format format = Format::v1;
    std::vector<std::vector<std::string>> trackers; ///< tiers (BEP 12)
    std::vector<std::string> web_seeds;             ///< BEP 19
    std::vector<Endpoint> nodes;                    ///< DHT nodes (BEP 5)
    bool is_private = false;                        ///< BEP 27
    std::string source;
    std::string comment;
    std::string name; ///< default: the last part of the only path
    std::vector<std::string>
        exclude;                  ///< globs against the path within the torrent and its last part
    int threads = 0;              ///< 0: one a core
    std::optional<WallTime> date; ///< nothing: no date is written
    Overwrite overwrite = Overwrite::no;
};

struct CreateReport {
    fs::path path; ///< the .torrent written
    std::string name;
    std::int64_t size = 0; ///< content, without padding
    std::int64_t files = 0;
    std::int64_t piece_size = 0;
    std::int64_t pieces = 0;
    InfoHash info_hash;
    std::string magnet;
    double seconds = 0;
    std::vector<Warning> warnings;
    /// The folder that holds the data, and what the data is called in there when that is not
    /// `name`. Empty when the content was put together from several places, so that nobody can seed
    /// it there.
    fs::path content_dir;
    std::optional<std::string> content_name;
};

struct TorrentFile {
    std::string path; ///< within the torrent, '/' between parts, the torrent's name first
    std::int64_t size = 0;
};

/// What a .torrent or magnet says. From a magnet only the name, hashes, trackers and web seeds are
/// known.
struct TorrentSummary {
    bool has_metadata = false;
    std::string name;
    std::int64_t size = 0;
    std::int64_t piece_size = 0;
    std::int64_t pieces = 0;
    Format format = Format::v1;
    bool is_private = false;
    InfoHash info_hash;
    std::string magnet;
    std::vector<std::vector<std::string>> trackers;
    std::vector<std::string> web_seeds;
    std::vector<Endpoint> nodes;
    std::string comment;
    std::string source;
    std::string created_by;
    std::optional<WallTime> created_at;
    std::vector<TorrentFile> files; ///< without pad files (BEP 47)
    std::vector<Warning> warnings;
};

/// Changes outside the info dict only, so the info-hash stays. Absent means: leave as it is.
struct EditSpec {
    fs::path file;
    std::optional<fs::path> output; ///< default: in place
    std::optional<std::vector<std::vector<std::string>>> trackers;
    std::vector<std::vector<std::string>> add_trackers; ///< further tiers
    std::vector<std::string> remove_trackers;
    std::optional<std::vector<std::string>> web_seeds;
    std::optional<std::string> comment;
    Overwrite overwrite = Overwrite::no; ///< of an existing `output` other than `file`
};

struct VerifyFile {
    std::string path;
    std::int64_t size = 0;
    bool ok = false;
    bool missing = false;
    std::int64_t bad_bytes = 0;    ///< bytes of this file that lie in bad pieces
    std::int64_t unread_bytes = 0; ///< that lie in pieces of which not all could be read
    std::string error;             ///< why it could not be read; empty: it could
};

struct VerifyReport {
    bool ok = false;
    std::int64_t pieces_ok = 0;
    std::int64_t pieces_bad = 0;
    std::int64_t pieces_unread = 0; ///< that cannot be judged: neither ok nor bad
    std::vector<std::int64_t> bad_pieces;
    std::vector<VerifyFile> files;
    std::optional<Error> failure; ///< of the first file that could not be read
    double seconds = 0;
};

/// The torrents of another client, ready to be added. What they had uploaded stays behind.
struct ImportReport {
    std::string client; ///< whose folder it is
    std::vector<Add> torrents;
    std::vector<Error> failures; ///< of torrents that could not be read
};

/// The workshop: .torrent files made, read, changed and held against data. Blocking; any thread.
/// Cancelling by the stop token gives Errc::unavailable and leaves nothing half-written.
class Torrents {
public:
    virtual ~Torrents() = default;
    [[nodiscard]] virtual Result<CreateReport>
    create(CreateSpec const& spec, OnProgress const& progress, std::stop_token stop) = 0;
    /// `source`: path of a .torrent, or a magnet link.
    [[nodiscard]] virtual Result<TorrentSummary> inspect(std::string const& source) = 0;
    [[nodiscard]] virtual Result<TorrentSummary> edit(EditSpec const& spec) = 0;
    /// `data`: the folder that holds the torrent's name, or the content itself; invalid_input when
    /// it is a file, and the torrent has several.
    [[nodiscard]] virtual Result<VerifyReport> verify(fs::path const& file, fs::path const& data,
                                                      OnProgress const& progress,
                                                      std::stop_token stop) = 0;
    /// The folder in which Transmission, qBittorrent or rtorrent keeps its torrents; nothing in it
    /// is changed. Who was complete, and whose files look as they were left, is not hashed again.
    [[nodiscard]] virtual Result<ImportReport> import_from(fs::path const& folder) = 0;
};

} // namespace shoal::api
