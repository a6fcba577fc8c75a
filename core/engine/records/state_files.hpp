#pragma once

#include "core/engine/records/records.hpp"

namespace shoal::engine {

/// Records as files below the state folder, one each: sessions of the foreground share it. Without
/// a folder nothing is kept: loads find nothing, saves do nothing.
class StateFiles final : public Records {
public:
    explicit StateFiles(fs::path dir) : dir_(std::move(dir)) {}

    [[nodiscard]] std::optional<ResumeRecord> load_record(RecordKey const& key) const override;
    [[nodiscard]] Result<void> save_record(RecordKey const& key,
                                           ResumeRecord const& record) const override;
    [[nodiscard]] std::optional<std::string> load_torrent(api::TorrentId id,
                                                          api::InfoHash const& hash) const override;
    [[nodiscard]] Result<void> save_torrent(api::InfoHash const& hash,
                                            std::string_view bytes) const override;
    [[nodiscard]] std::string load_dht() const override;
    [[nodiscard]] Result<void> save_dht(std::string_view bytes) const override;

private:
    [[nodiscard]] fs::path record_path(RecordKey const& key) const;
    [[nodiscard]] Result<void> save(fs::path const& path, std::string_view bytes) const;

    fs::path dir_;
};

} // namespace shoal::engine
