#include "core/engine/lt/lt_plugin.hpp"

#include "core/engine/lt/lt_convert.hpp"
#include "core/engine/lt/lt_window.hpp"

#include <libtorrent/peer_connection_handle.hpp>

namespace shoal::engine {
namespace {

class Greeting final : public lt::peer_plugin {
public:
    Greeting(api::TorrentId id, lt::peer_connection_handle peer, std::shared_ptr<PeerBook> book)
        : id_(id), peer_(std::move(peer)), book_(std::move(book)) {}

    bool on_handshake(lt::span<char const>) override {
        bound_window(peer_);
        lt::peer_info info;
        peer_.get_peer_info(info);
        book_->put(to_peer(id_, info));
        return false; // done with this peer: libtorrent drops us
    }

private:
    api::TorrentId id_;
    lt::peer_connection_handle peer_;
    std::shared_ptr<PeerBook> book_;
};

class PeerWatch final : public lt::torrent_plugin {
public:
    PeerWatch(api::TorrentId id, std::shared_ptr<PeerBook> book)
        : id_(id), book_(std::move(book)) {}

    std::shared_ptr<lt::peer_plugin>
    new_connection(lt::peer_connection_handle const& peer) override {
        return std::make_shared<Greeting>(id_, peer, book_);
    }

private:
    api::TorrentId id_;
    std::shared_ptr<PeerBook> book_;
};

} // namespace

std::shared_ptr<lt::torrent_plugin> watch_peers(api::TorrentId id, std::shared_ptr<PeerBook> book) {
    return std::make_shared<PeerWatch>(id, std::move(book));
}

} // namespace shoal::engine
