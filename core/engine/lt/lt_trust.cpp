#include "core/engine/lt/lt_trust.hpp"

#include "core/engine/lt/lt_convert.hpp"
#include "core/policy/trust.hpp"

#include <libtorrent/bdecode.hpp>
#include <libtorrent/peer_connection_handle.hpp>
#include <libtorrent/peer_request.hpp>
#include <libtorrent/torrent_handle.hpp>
#include <libtorrent/torrent_peer.hpp>

#include <algorithm>
#include <set>

// Who sent which block is not noted as it comes: libtorrent's picker remembers it for the pieces in
// progress, and is asked when one has failed. A block that comes unasked is thus blamed on nobody.

namespace shoal::engine {
namespace {

// As often a silent peer is looked at; libtorrent calls a peer snubbed after the same time.
constexpr int stall_s = 60;

class WatchedPeer;

/// What the plugins of a session share.
struct Court {
    policy::Trust trust = policy::Trust{};
    std::shared_ptr<storage::BlockDigests const> digests;
    std::shared_ptr<BanBook> book;
    std::set<WatchedPeer*> peers = {}; ///< of all torrents

    static WallTime now() { return std::chrono::system_clock::now(); }

    void publish(api::TorrentId torrent, std::vector<api::Ban> bans) const {
        for (api::Ban& ban : bans)
            book->put({torrent, std::move(ban)});
    }
};

/// Lives as long as its connection.
class WatchedPeer final : public lt::peer_plugin {
public:
    WatchedPeer(lt::peer_connection_handle peer, api::TorrentId torrent,
                std::shared_ptr<Court> court)
        : peer_(std::move(peer)),
          torrent_(torrent),
          court_(std::move(court)),
          name_{to_endpoint(peer_.remote()), {}} {
        court_->peers.insert(this);
    }

    ~WatchedPeer() override { court_->peers.erase(this); }

    WatchedPeer(WatchedPeer const&) = delete;
    WatchedPeer& operator=(WatchedPeer const&) = delete;

    [[nodiscard]] bool is_at(lt::tcp::endpoint const& remote) const {
        return peer_.remote() == remote;
    }

    /// Not one that is still to shake hands, or is being closed.
    [[nodiscard]] bool is_connected(api::TorrentId torrent) const {
        return torrent_ == torrent && !peer_.is_disconnecting() && !peer_.is_connecting() &&
               !peer_.in_handshake();
    }

    [[nodiscard]] api::PeerName const& name() const { return name_; }

    void hang_up() {
        peer_.disconnect(lt::errors::optimistic_disconnect, lt::operation_t::bittorrent);
    }

    [[nodiscard]] api::Ban ban() {
        auto ban = court_->trust.ban_by_hand(name_, Court::now());
        refuse_if_banned();
        return ban;
    }

    bool on_handshake(lt::span<char const> reserved) override {
        constexpr unsigned char fast = 0x04; // BEP 6
        rejects_truly_ = (static_cast<unsigned char>(reserved[7]) & fast) != 0;
        std::ranges::copy(peer_.pid(), name_.id.begin());
        refuse_if_banned();
        return true;
    }

    bool on_extension_handshake(lt::bdecode_node const& told) override {
        auto const port = told.dict_find_int_value("p"); // BEP 10
        if (!peer_.is_outgoing() && port > 0 && port <= 0xffff)
            name_.endpoint.port = static_cast<std::uint16_t>(port);
        refuse_if_banned();
        return true;
    }

    bool on_piece(lt::peer_request const&, lt::span<char const>) override {
        ++deeds_.delivered;
        silent_s_ = 0;
        refuse_if_newly_banned();
        return false;
    }

    bool on_choke() override {
        cancelled_ = 0;
        return false;
    }

    /// Without BEP 6 libtorrent calls it for requests of ours that it cancels.
    bool on_reject(lt::peer_request const& request) override {
        if (cancelled_ > 0)
            --cancelled_;
        else if (rejects_truly_ && !peer_.has_peer_choked() && peer_.has_piece(request.piece))
            ++deeds_.refused;
        return false;
    }

    void sent_cancel(lt::peer_request const&) override { ++cancelled_; }

    /// Before libtorrent counts the failure against it: whoever had a part in four pieces that
    /// failed would be banned.
    void on_piece_failed(lt::piece_index_t) override {
        auto const connection = peer_.native_handle();
        if (connection && connection->peer_info_struct())
            connection->peer_info_struct()->trust_points = 0;
    }

    /// After libtorrent has banned it for bad data: ours does all that, and can be lifted.
    void on_disconnect(lt::error_code const& why) override {
        auto const connection = peer_.native_handle();
        if (why == lt::errors::too_many_corrupt_pieces && connection &&
            connection->peer_info_struct() && court_->trust.is_banned(name_, Court::now()))
            connection->peer_info_struct()->banned = false;
    }

    void tick() override {
        if (++silent_s_ % stall_s == 0 && is_stalling())
            ++deeds_.stalls;
        if (deeds_ != policy::Deeds{})
            if (auto ban = court_->trust.behaved(name_, std::exchange(deeds_, {}), Court::now()))
                court_->publish(torrent_, {*std::move(ban)});
        refuse_if_newly_banned();
    }

private:
    /// A peer that we ourselves keep from answering, by a rate limit, is not snubbed.
    [[nodiscard]] bool is_stalling() const {
        lt::peer_info info;
        peer_.get_peer_info(info);
        return (info.flags & lt::peer_info::snubbed) &&
               !(info.flags & lt::peer_info::remote_choked) && info.download_queue_length > 0;
    }

    void refuse_if_newly_banned() {
        if (bans_seen_ != court_->trust.bans())
            refuse_if_banned();
    }

    /// Not in the torrent's own callbacks: libtorrent goes on to use its peers there.
    void refuse_if_banned() {
        bans_seen_ = court_->trust.bans();
        if (court_->trust.is_banned(name_, Court::now()))
            peer_.disconnect(lt::errors::peer_banned, lt::operation_t::bittorrent,
                             lt::peer_connection_interface::peer_error);
    }

    lt::peer_connection_handle peer_;
    api::TorrentId torrent_;
    std::shared_ptr<Court> court_;
    api::PeerName name_;
    policy::Deeds deeds_;
    int bans_seen_ = -1; ///< a web seed shakes no hands: it is looked at with its first block
    int silent_s_ = 0;
    int cancelled_ = 0; ///< requests of ours that the peer may reject with good reason
    bool rejects_truly_ = false;
};

class WatchedTorrent final : public lt::torrent_plugin {
public:
    WatchedTorrent(lt::torrent_handle handle, api::TorrentId id, std::shared_ptr<Court> court)
        : handle_(std::move(handle)), id_(id), court_(std::move(court)) {}

    std::shared_ptr<lt::peer_plugin>
    new_connection(lt::peer_connection_handle const& connection) override {
        std::erase_if(peers_, [](auto const& peer) { return peer.expired(); });
        auto peer = std::make_shared<WatchedPeer>(connection, id_, court_);
        peers_.push_back(peer);
        return peer;
    }

    /// Comes before the piece is cleared.
    void on_piece_failed(lt::piece_index_t piece) override {
        auto blocks = senders(piece);
        auto const digests = digests_of(piece);
        bool const are_known = digests.size() == blocks.size();
        for (std::size_t b = 0; are_known && b < blocks.size(); ++b)
            blocks[b].digest = digests[b];
        court_->publish(id_, court_->trust.piece_failed(key(piece), std::move(blocks), are_known,
                                                        Court::now()));
    }

    void on_piece_pass(lt::piece_index_t piece) override {
        if (court_->trust.is_suspect(key(piece)))
            court_->publish(
                id_, court_->trust.piece_passed(key(piece), digests_of(piece), Court::now()));
    }

private:
    [[nodiscard]] policy::PieceOf key(lt::piece_index_t piece) const {
        return {id_, static_cast<int>(piece)};
    }

    [[nodiscard]] std::vector<Sha1Digest> digests_of(lt::piece_index_t piece) const {
        return (*court_->digests)(handle_.info_hash(), piece);
    }

    /// Asks libtorrent's picker, which answers at once on its own thread.
    [[nodiscard]] std::vector<policy::SuspectBlock> senders(lt::piece_index_t piece) const {
        std::vector<policy::SuspectBlock> blocks;
        auto const queue = handle_.get_download_queue();
        auto const found = std::ranges::find(queue, piece, &lt::partial_piece_info::piece_index);
        if (found == queue.end())
            return blocks;
        for (lt::block_info const& block :
             std::span{found->blocks, static_cast<std::size_t>(found->blocks_in_piece)}) {
            bool const is_here =
                block.state == lt::block_info::writing || block.state == lt::block_info::finished;
            blocks.push_back({is_here ? name_of(block.peer()) : std::nullopt});
        }
        return blocks;
    }

    /// Nothing for the blank that libtorrent gives for blocks that no known peer sent.
    [[nodiscard]] std::optional<api::PeerName> name_of(lt::tcp::endpoint const& sender) const {
        for (auto const& weak : peers_)
            if (auto const peer = weak.lock(); peer && peer->is_at(sender))
                return peer->name();
        if (sender.port() == 0)
            return {};
        return api::PeerName{to_endpoint(sender), {}}; // gone: libtorrent says where it listened
    }

    lt::torrent_handle handle_;
    api::TorrentId id_;
    std::shared_ptr<Court> court_;
    std::vector<std::weak_ptr<WatchedPeer>> peers_;
};

class TrustOfAll final : public TrustPlugin {
public:
    explicit TrustOfAll(std::shared_ptr<Court> court) : court_(std::move(court)) {}

    std::shared_ptr<lt::torrent_plugin> new_torrent(lt::torrent_handle const& handle,
                                                    lt::client_data_t data) override {
        return std::make_shared<WatchedTorrent>(handle, torrent_id(data), court_);
    }

    bool hang_up(api::TorrentId torrent, lt::tcp::endpoint const& remote) override {
        WatchedPeer* const peer = find(torrent, remote);
        if (peer)
            peer->hang_up();
        return peer != nullptr;
    }

    std::optional<api::Ban> ban(api::TorrentId torrent, lt::tcp::endpoint const& remote) override {
        WatchedPeer* const peer = find(torrent, remote);
        return peer ? std::optional{peer->ban()} : std::nullopt;
    }

    void lift_bans(api::Endpoint const& peer) override { court_->trust.lift_bans(peer); }

private:
    [[nodiscard]] WatchedPeer* find(api::TorrentId torrent, lt::tcp::endpoint const& remote) const {
        auto const peer = std::ranges::find_if(court_->peers, [&](WatchedPeer const* known) {
            return known->is_at(remote) && known->is_connected(torrent);
        });
        return peer == court_->peers.end() ? nullptr : *peer;
    }

    std::shared_ptr<Court> court_;
};

} // namespace

std::shared_ptr<TrustPlugin> trust_plugin(std::vector<api::Ban> bans,
                                          std::shared_ptr<storage::BlockDigests const> digests,
                                          std::shared_ptr<BanBook> book) {
    return std::make_shared<TrustOfAll>(
        std::make_shared<Court>(Court{.trust = policy::Trust{std::move(bans)},
                                      .digests = std::move(digests),
                                      .book = std::move(book)}));
}

} // namespace shoal::engine
