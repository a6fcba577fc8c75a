#pragma once

#include "core/api/types.hpp"
#include "core/base/clock.hpp"
#include "core/base/file.hpp"

namespace shoal::engine {

/// What a download remembers between runs.
///
/// `have` are the pieces whose bytes were flushed with fdatasync before this was written, so after
/// a power cut they are there. While a download runs the record is `clean == false`: more pieces
/// may be on disk than it claims.
struct ResumeRecord {
    bool clean = false;
    WallTime saved;
    std::vector<bool> have;
    std::string blob; ///< the swarm side's own data (see ResumeReady)

    friend bool operator==(ResumeRecord const&, ResumeRecord const&) = default;
};

[[nodiscard]] std::string encode(ResumeRecord const& record);
[[nodiscard]] Result<ResumeRecord> decode_record(std::string_view bytes);

/// The files below the state folder. Without a folder nothing is kept: loads find nothing, saves do
/// nothing. Blocking; any thread.
class StateFiles {
public:
    explicit StateFiles(fs::path dir) : dir_(std::move(dir)) {}

    /// A record belongs to a torrent at a place: the same torrent may be downloaded to two folders.
    [[nodiscard]] std::optional<ResumeRecord> load_record(api::InfoHash const& hash,
                                                          fs::path const& place) const;
    [[nodiscard]] Result<void> save_record(api::InfoHash const& hash, fs::path const& place,
                                           ResumeRecord const& record) const;

    /// The metadata that a magnet led to, so that it need not be fetched twice.
    [[nodiscard]] std::optional<std::string> load_torrent(api::InfoHash const& hash) const;
    [[nodiscard]] Result<void> save_torrent(api::InfoHash const& hash,
                                            std::string_view bytes) const;

    [[nodiscard]] std::string load_dht() const;
    [[nodiscard]] Result<void> save_dht(std::string_view bytes) const;

private:
    [[nodiscard]] fs::path record_path(api::InfoHash const& hash, fs::path const& place) const;
    [[nodiscard]] Result<void> save(fs::path const& path, std::string_view bytes) const;

    fs::path dir_;
};

} // namespace shoal::engine
