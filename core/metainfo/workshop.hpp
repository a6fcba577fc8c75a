#pragma once

#include "core/api/torrents.hpp"

namespace shoal::metainfo {

/// The one implementation of the workshop's door.
class Workshop final : public api::Torrents {
public:
    [[nodiscard]] Result<api::CreateReport> create(api::CreateSpec const& spec,
                                                   api::OnProgress const& progress,
                                                   std::stop_token stop) override;
    [[nodiscard]] Result<api::TorrentSummary> inspect(std::string const& source) override;
    [[nodiscard]] Result<api::TorrentSummary> edit(api::EditSpec const& spec) override;
    [[nodiscard]] Result<api::VerifyReport> verify(fs::path const& file, fs::path const& data,
                                                   api::OnProgress const& progress,
                                                   std::stop_token stop) override;
    [[nodiscard]] Result<api::ImportReport> import_from(fs::path const& folder) override;
};

} // namespace shoal::metainfo
