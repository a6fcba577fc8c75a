#include "core/engine/lt/lt_choked_peer.hpp"

#include <libtorrent/peer_request.hpp>

#include <string>

namespace shoal::engine {
namespace {

// Who wants what it was told of says so within this time.
constexpr auto interest_time = 2s;
// A peer that has not asked for more of a piece for so long gets it elsewhere.
constexpr auto pause_amid_piece = 2s;

std::size_t number(lt::piece_index_t piece) {
    return static_cast<std::size_t>(static_cast<int>(piece));
}

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

policy::Appetite::Block block(lt::peer_request const& request) {
    return {static_cast<int>(request.piece), request.start};
}

} // namespace

bool ChokedPeer::on_handshake(lt::span<char const> reserved) {
    constexpr unsigned char fast = 0x04; // BEP 6
    key_ = ++roster_->last;
    roster_->peers.emplace(key_, this);
    is_pinned_ = roster_->pinned.contains({swarm_->id, name()});
    swarm_->peer_came();
    if (swarm_->hides_pieces() && (static_cast<unsigned char>(reserved[7]) & fast) != 0)
        hide_pieces(true); // libtorrent's next step is to send the bitfield
    return true;
}

void ChokedPeer::sent_have_none() {
    if (!is_hiding_)
        return;
    hide_pieces(false);
    told_.emplace(swarm_->first_copies->pieces());
    roster_->was_asked = true; // it has to be told of something before it can want it
}

bool ChokedPeer::on_interested() {
    roster_->was_asked = true;
    said_no_ = false;
    bool const asks_again = peer_.is_peer_interested() && peer_.is_choked();
    return roster_->serves_nobody || asks_again;
}

bool ChokedPeer::on_not_interested() {
    roster_->was_asked = true;
    // It may have said so before it heard of what it was told just now; libtorrent would choke it.
    said_no_ = is_kept_in_the_dark() && !peer_.is_choked() && now() < told_at_ + interest_time &&
               swarm_->first_copies->owes(key_);
    return said_no_;
}

bool ChokedPeer::on_have(lt::piece_index_t piece) {
    swarm_->spread.has(name(), number(piece));
    sent_of_.erase(number(piece));
    if (swarm_->first_copies)
        swarm_->first_copies->had(number(piece));
    return false;
}

bool ChokedPeer::on_bitfield(lt::bitfield const& pieces) {
    if (pieces.all_set())
        swarm_->met_seed();
    if (swarm_->first_copies)
        for (int piece = 0; piece < pieces.size(); ++piece)
            if (pieces[piece])
                swarm_->first_copies->had(static_cast<std::size_t>(piece));
    return false;
}

bool ChokedPeer::on_have_all() {
    swarm_->met_seed();
    return false;
}

// Without BEP 6 it hears no refusal. A block that is being read is sent all the same.
bool ChokedPeer::on_cancel(lt::peer_request const& request) {
    appetite_.settled(block(request));
    return false;
}

void ChokedPeer::sent_reject_request(lt::peer_request const& request) {
    appetite_.settled(block(request));
}

bool ChokedPeer::on_request(lt::peer_request const& request) {
    appetite_.asked(block(request), now());
    if (swarm_->first_copies)
        swarm_->first_copies->asked(key_, number(request.piece));
    return false;
}

bool ChokedPeer::on_piece(lt::peer_request const& request, lt::span<char const>) {
    received_ += request.length;
    return false;
}

void ChokedPeer::sent_payload(int bytes) {
    appetite_.paid(now());
    sent_ += bytes;
    swarm_->sent += bytes;
}

void ChokedPeer::sent_piece(lt::peer_request const& request) {
    auto const piece = number(request.piece);
    appetite_.settled(block(request));
    last_piece_ = piece;
    last_sent_ = now();
    bool const is_whole =
        (sent_of_[piece] += request.length) >= swarm_->torrent_info().piece_size(request.piece);
    if (is_whole)
        sent_of_.erase(piece);
    if (swarm_->is_finished)
        swarm_->spread.gave(name(), piece);
    if (is_whole && swarm_->first_copies) {
        swarm_->first_copies->gave(key_, piece);
        lead_.left(last_sent_);
    }
    if (is_whole && turn_ == Turn::goes_on)
        tell();
    if (is_whole && turn_ == Turn::ends && !is_amid_piece()) {
        turn_ = Turn::is_over; // choked at the next tick: libtorrent is amid its requests
        roster_->was_asked = true;
    }
}

void ChokedPeer::sent_unchoke() {
    turn_ = Turn::goes_on;
    told_at_ = now();
    appetite_.unchoked(told_at_);
    tell();
}

void ChokedPeer::sent_choke() {
    appetite_.choked();
    if (!is_kept_in_the_dark())
        return;
    is_choosy_ =
        swarm_->first_copies->owes(key_) && !is_interested() && now() >= told_at_ + interest_time;
    swarm_->first_copies->choked(key_);
}

void ChokedPeer::end_turn(bool ends) {
    bool const was_over = std::exchange(turn_, ends ? Turn::ends : Turn::goes_on) == Turn::is_over;
    if (was_over && !ends && !peer_.is_choked())
        tell(); // nobody else wants the slot
}

policy::ChokePeer ChokedPeer::figures() const {
    return {
        .key = key_,
        .name = name(),
        .interested = is_interested() || may_get_interested(),
        .unchoked = !peer_.is_choked(),
        .wanted = peer_.is_interesting(),
        .seeding = swarm_->is_finished,
        .amid_piece = is_amid_piece(),
        .idle = is_idle(),
        .pinned = is_pinned_,
        .received = received_,
        .sent = sent_,
        .spread = swarm_->is_finished ? swarm_->spread.of(name()) : 1,
    };
}

void ChokedPeer::pin(bool is_on) {
    is_pinned_ = is_on;
    if (is_on && name() != 0)
        roster_->pinned.emplace(swarm_->id, name());
    else
        roster_->pinned.erase({swarm_->id, name()});
}

bool ChokedPeer::is_interested() const {
    return peer_.is_peer_interested() && !said_no_;
}

bool ChokedPeer::may_get_interested() const {
    if (!is_kept_in_the_dark())
        return false;
    return peer_.is_choked() ? swarm_->first_copies->has_untold()
                             : now() < told_at_ + interest_time;
}

bool ChokedPeer::is_amid_piece() const {
    if (turn_ == Turn::is_over)
        return false;
    if (is_kept_in_the_dark())
        return swarm_->first_copies->owes(key_);
    return sent_of_.contains(last_piece_) && now() < last_sent_ + pause_amid_piece;
}

bool ChokedPeer::is_idle() const {
    bool const is_owed = is_kept_in_the_dark() && swarm_->first_copies->owes(key_);
    return !is_owed && appetite_.is_idle(now());
}

void ChokedPeer::tell_all() {
    hide_pieces(false);
    if (!told_)
        return;
    std::vector<std::size_t> pieces;
    for (std::size_t piece = 0; piece < told_->size(); ++piece)
        if (!(*told_)[piece])
            pieces.push_back(piece);
    send_haves(pieces);
    told_.reset();
    if (swarm_->first_copies)
        swarm_->first_copies->choked(key_);
}

void ChokedPeer::hide_pieces(bool hide) {
    if (std::exchange(is_hiding_, hide) == hide)
        return;
    auto const flag = lt::torrent_flags::super_seeding;
    swarm_->handle.set_flags(hide ? flag : lt::torrent_flags_t{}, flag);
}

policy::PeerName ChokedPeer::name() const {
    if (name_ == 0 && !peer_.pid().is_all_zeros()) {
        auto const address = peer_.remote().address().to_string();
        name_ = std::hash<std::string>{}(address + peer_.pid().to_string());
        swarm_->spread.came(name_);
    }
    return name_;
}

void ChokedPeer::tell() {
    if (!is_kept_in_the_dark())
        return;
    auto const pieces = swarm_->first_copies->tell(key_, lead_.pieces(now()));
    if (pieces.empty())
        return;
    for (std::size_t const piece : pieces)
        (*told_)[piece] = true;
    told_at_ = now();
    send_haves(pieces);
}

void ChokedPeer::send_haves(std::vector<std::size_t> const& pieces) {
    std::string messages;
    for (std::size_t const piece : pieces) {
        auto const index = static_cast<std::uint32_t>(piece);
        messages += {0, 0, 0, 5, 4}; // BEP 3: the length, HAVE
        for (unsigned const shift : {24U, 16U, 8U, 0U})
            messages += static_cast<char>(index >> shift);
    }
    if (!messages.empty())
        peer_.send_buffer(messages.data(), static_cast<int>(messages.size()));
}

void ChokedPeer::leave() {
    hide_pieces(false);
    if (roster_->peers.erase(key_) > 0)
        swarm_->peer_left(key_, name_); // the connection may be gone
}

} // namespace shoal::engine
