#include "ui-cli/cli/daemon/add_source.hpp"

#include "ui-cli/cli/seed_source.hpp"

namespace shoal::cli {
namespace {

constexpr std::int64_t largest_torrent = 64 << 20;

/// What it says of itself, where that costs no network.
Result<AddSource> read_link(api::Add add, api::Torrents& torrents) {
    auto const summary = torrents.inspect(add.source);
    return AddSource{std::move(add), summary ? summary->name : std::string{}};
}

Result<AddSource> read_torrent(api::Add add, api::Torrents& torrents) {
    SHOAL_TRY(auto const summary, torrents.inspect(add.source).map_error(at(add.source)));
    SHOAL_TRY(add.torrent, read_file(add.source, largest_torrent));
    auto name = add.rename.value_or(summary.name);
    return AddSource{std::move(add), std::move(name)};
}

} // namespace

Result<AddSource> read_source(api::Add add, api::Torrents& torrents) {
    std::error_code error;
    auto const status = fs::status(add.source, error);
    if (is_link(add.source))
        return read_link(std::move(add), torrents);
    if (fs::is_regular_file(status))
        return read_torrent(std::move(add), torrents);
    if (is_hash(add.source))
        return AddSource{std::move(add), {}};
    auto what = fs::exists(status)
                    ? "this is not a .torrent file; make one of it with 'shoal create'"
                    : "this is no .torrent file, magnet, info-hash or URL; check the path";
    return fail(fs::exists(status) ? Errc::invalid_input : Errc::not_found, what, add.source);
}

} // namespace shoal::cli
