#include "tests/support/daemon_world.hpp"

namespace shoal::test {

api::TorrentView torrent(api::TorrentId id, std::string name) {
    auto const digits = static_cast<std::uint8_t>(id);
    api::TorrentView view;
    view.id = id;
    view.info_hash.v1 = Sha1Digest{digits, digits};
    view.name = std::move(name);
    view.state = api::TorrentState::downloading;
    view.size = view.wanted = 2048;
    view.done = 1024;
    view.dir = "/srv";
    return view;
}

CliWorld daemon_with(std::vector<api::TorrentView> torrents) {
    CliWorld world;
    auto snapshot = std::make_shared<api::Snapshot>();
    snapshot->revision = 5;
    snapshot->torrents = published(std::move(torrents));
    world.engine.first = std::move(snapshot);
    return world;
}

} // namespace shoal::test
