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

/// Whose record it is: a torrent at a place, since the same may be downloaded to two folders.
struct RecordKey {
    api::TorrentId id = 0;
    api::InfoHash info_hash;
    fs::path place; ///< of its file, or its folder
};

/// Where records are kept. Blocking; any thread.
class Records {
public:
    virtual ~Records() = default;
    /// Nothing when there is none, or none that can be read.
    [[nodiscard]] virtual std::optional<ResumeRecord> load_record(RecordKey const& key) const = 0;
    [[nodiscard]] virtual Result<void> save_record(RecordKey const& key,
                                                   ResumeRecord const& record) const = 0;

    /// The .torrent of one that is kept, by number; or the metadata that a magnet led to, by hash,
    /// so that it need not be fetched twice.
    [[nodiscard]] virtual std::optional<std::string>
    load_torrent(api::TorrentId id, api::InfoHash const& hash) const = 0;
    [[nodiscard]] virtual Result<void> save_torrent(api::InfoHash const& hash,
                                                    std::string_view bytes) const = 0;

    /// The routing table of the DHT; empty when there is none.
    [[nodiscard]] virtual std::string load_dht() const = 0;
    [[nodiscard]] virtual Result<void> save_dht(std::string_view bytes) const = 0;
};

} // namespace shoal::engine
