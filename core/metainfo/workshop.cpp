#include "core/metainfo/workshop.hpp"

namespace shoal::metainfo {

Result<api::CreateReport> Workshop::create(api::CreateSpec const&, api::OnProgress const&,
                                           std::stop_token) {
    return fail(Errc::internal, "not built yet");
}

Result<api::TorrentSummary> Workshop::inspect(std::string const&) {
    return fail(Errc::internal, "not built yet");
}

Result<api::TorrentSummary> Workshop::edit(api::EditSpec const&) {
    return fail(Errc::internal, "not built yet");
}

Result<api::VerifyReport> Workshop::verify(fs::path const&, fs::path const&, api::OnProgress const&,
                                           std::stop_token) {
    return fail(Errc::internal, "not built yet");
}

} // namespace shoal::metainfo
