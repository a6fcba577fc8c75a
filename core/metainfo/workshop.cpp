#include "core/metainfo/workshop.hpp"

#include "core/metainfo/create.hpp"
#include "core/metainfo/edit.hpp"
#include "core/metainfo/import_add.hpp"
#include "core/metainfo/import_folder.hpp"
#include "core/metainfo/magnet.hpp"
#include "core/metainfo/verify.hpp"

namespace shoal::metainfo {

Result<api::CreateReport> Workshop::create(api::CreateSpec const& spec,
                                           api::OnProgress const& progress, std::stop_token stop) {
    return metainfo::create(spec, progress, std::move(stop));
}

Result<api::TorrentSummary> Workshop::inspect(std::string const& source) {
    if (is_magnet(source))
        return parse_magnet(source);
    SHOAL_TRY(auto torrent, load(source));
    return std::move(torrent.summary);
}

Result<api::TorrentSummary> Workshop::edit(api::EditSpec const& spec) {
    return metainfo::edit(spec);
}

Result<api::VerifyReport> Workshop::verify(fs::path const& file, fs::path const& data,
                                           api::OnProgress const& progress, std::stop_token stop) {
    SHOAL_TRY(auto const torrent, load(file));
    return metainfo::verify(torrent, data, progress, std::move(stop));
}

Result<api::ImportReport> Workshop::import_from(fs::path const& folder) {
    SHOAL_TRY(auto found, import_folder(folder));
    api::ImportReport report{.client = std::move(found.client),
                             .failures = std::move(found.failures)};
    for (Imported& torrent : found.torrents)
        report.torrents.push_back(to_add(std::move(torrent)));
    return report;
}

} // namespace shoal::metainfo
