#pragma once

#include "core/engine/lt/lt_choked_swarm.hpp"
#include "core/engine/lt/lt_window.hpp"
#include "core/policy/appetite.hpp"
#include "core/policy/lead.hpp"

#include <libtorrent/extensions.hpp>
#include <libtorrent/peer_connection_handle.hpp>

#include <map>
#include <set>
#include <vector>

namespace shoal::engine {

class ChokedPeer;

/// All connections that have shaken hands.
struct Roster {
    std::map<policy::PeerKey, ChokedPeer*> peers;
    policy::PeerKey last = 0;
    bool serves_nobody = false;
    bool was_asked = false; ///< a slot fell free, or somebody wants one
    /// By hand, until the end; those that may come back.
    std::set<std::pair<api::TorrentId, policy::PeerName>> pinned;

    /// Null when the peer has gone meanwhile.
    [[nodiscard]] ChokedPeer* find(policy::PeerKey key) const {
        auto const peer = peers.find(key);
        return peer == peers.end() ? nullptr : peer->second;
    }
};

/// One connection: counts what passes, and tells a peer of pieces in its turn. Network thread.
class ChokedPeer final : public lt::peer_plugin {
public:
    ChokedPeer(lt::peer_connection_handle peer, std::shared_ptr<ChokedSwarm> swarm,
               std::shared_ptr<Roster> roster)
        : peer_(std::move(peer)), swarm_(std::move(swarm)), roster_(std::move(roster)) {}

    ~ChokedPeer() override { leave(); }

    ChokedPeer(ChokedPeer const&) = delete;
    ChokedPeer& operator=(ChokedPeer const&) = delete;

    bool on_handshake(lt::span<char const> reserved) override;

    void sent_have_none() override;

    void on_disconnect(lt::error_code const&) override { leave(); }

    // libtorrent would unchoke it at once: its torrents keep one upload at least.
    bool on_interested() override;

    bool on_not_interested() override;

    bool on_have(lt::piece_index_t piece) override;

    bool on_bitfield(lt::bitfield const& pieces) override;

    bool on_have_all() override;

    bool on_request(lt::peer_request const& request) override;

    bool on_piece(lt::peer_request const& request, lt::span<char const>) override;

    void sent_payload(int bytes) override;

    void sent_piece(lt::peer_request const& request) override;

    void sent_unchoke() override;

    void sent_choke() override;

    bool on_cancel(lt::peer_request const&) override;

    void sent_reject_request(lt::peer_request const&) override;

    [[nodiscard]] policy::ChokePeer figures() const;

    [[nodiscard]] ChokedSwarm& swarm() { return *swarm_; }

    [[nodiscard]] lt::tcp::endpoint remote() const { return peer_.remote(); }

    [[nodiscard]] std::optional<double> round_trip() const { return engine::round_trip(peer_); }

    /// Also when it comes back, if it has a peer id, and keeps that and its address.
    void pin(bool is_on);

    [[nodiscard]] bool is_pinned() const { return is_pinned_; }

    /// Of pieces that are hidden from it nobody knows; when it is served it is told.
    [[nodiscard]] bool may_get_interested() const;

    /// It was sent a part of a piece, or told of one that nobody else hears of.
    [[nodiscard]] bool is_amid_piece() const;

    /// With the piece that it is being sent.
    void end_turn(bool ends);

    void choke() { peer_.choke_this_peer(); }

    void unchoke() { peer_.maybe_unchoke_this_peer(); }

    /// Of all pieces that it does not know of yet.
    void tell_all();

    /// Some of our pieces are hidden from it.
    [[nodiscard]] bool knows_in_part() const { return told_.has_value(); }

    /// It did not want a piece that nobody has: it wants only some, and has to know of them.
    [[nodiscard]] bool is_choosy() const { return is_choosy_; }

private:
    /// For the bitfield alone: with its own super-seeding on, libtorrent sends HAVE_NONE; later it
    /// would refuse what it has not revealed itself, and that comes 10 s late.
    void hide_pieces(bool hide);

    /// Its peer id comes after the handshake's first part.
    [[nodiscard]] policy::PeerName name() const;

    enum class Turn { goes_on, ends, is_over };

    [[nodiscard]] bool is_interested() const;

    [[nodiscard]] bool is_idle() const;

    [[nodiscard]] bool is_kept_in_the_dark() const { return told_ && swarm_->first_copies; }

    /// Of pieces that it is to fetch next.
    void tell();

    void send_haves(std::vector<std::size_t> const& pieces);

    void leave();

    lt::peer_connection_handle peer_;
    std::shared_ptr<ChokedSwarm> swarm_;
    std::shared_ptr<Roster> roster_;
    policy::PeerKey key_ = 0;
    mutable policy::PeerName name_ = 0; ///< 0: not known yet
    std::int64_t received_ = 0;         ///< payload bytes
    std::int64_t sent_ = 0;
    bool is_hiding_ = false;
    bool is_choosy_ = false;
    bool is_pinned_ = false;
    bool said_no_ = false; ///< it is not interested, which libtorrent was not told
    Turn turn_ = Turn::goes_on;
    policy::Appetite appetite_;
    policy::Lead lead_;
    std::map<std::size_t, int> sent_of_; ///< bytes of pieces not sent whole
    std::size_t last_piece_ = 0;         ///< that a block was sent of, at `last_sent_`
    SteadyTime last_sent_{};
    SteadyTime told_at_{};                  ///< or unchoked, if there was nothing to tell
    std::optional<std::vector<bool>> told_; ///< pieces it knows of, if not all
};

} // namespace shoal::engine
