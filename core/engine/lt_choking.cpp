#include "core/engine/lt_choking.hpp"

#include "core/policy/choker.hpp"
#include "core/policy/first_copies.hpp"
#include "core/policy/spread.hpp"

#include <libtorrent/peer_connection_handle.hpp>
#include <libtorrent/peer_request.hpp>
#include <libtorrent/torrent_handle.hpp>
#include <libtorrent/torrent_info.hpp>

#include <random>

namespace shoal::engine {
namespace {

using policy::PeerKey;

// Pieces that a peer knows of and has not asked for: it never waits for the next.
constexpr std::size_t told_ahead = 2;
constexpr auto tell_again_after = 2s;

// Its rounds are longer; in between it fills slots that fell free.
constexpr auto decide_every = 250ms;

std::size_t number(lt::piece_index_t piece) {
    return static_cast<std::size_t>(static_cast<int>(piece));
}

std::uint64_t any_seed() {
    return std::random_device{}();
}

/// What choking knows of one torrent. Without peers next to nothing: there may be thousands.
struct Swarm {
    lt::torrent_handle handle;
    bool is_finished = false;   ///< all that is wanted is there
    bool is_first_seed = false; ///< complete from the start, and no other seed was met
    int peers = 0;              ///< that have shaken hands
    int max_uploads = 0;        ///< as last set
    policy::Spread spread = {};
    std::optional<policy::FirstCopies> first_copies = {};
    std::shared_ptr<lt::torrent_info const> info = {}; ///< with first_copies

    void peer_came() {
        if (++peers > 1 || !is_first_seed)
            return;
        info = handle.torrent_file();
        if (info)
            first_copies.emplace(static_cast<std::size_t>(info->num_pieces()), any_seed());
    }

    void peer_left(PeerKey peer) {
        spread.left(peer);
        if (first_copies)
            first_copies->left(peer);
        if (--peers == 0) {
            spread = {};
            forget_first_copies();
        }
    }

    void met_seed() {
        is_first_seed = false;
        forget_first_copies();
    }

    void forget_first_copies() {
        first_copies.reset();
        info.reset();
    }

    /// libtorrent looks through all pieces for each peer when it hides them from a new one.
    [[nodiscard]] bool hides_pieces() const {
        constexpr std::size_t most = 1'000'000;
        return first_copies && first_copies->pieces() * static_cast<std::size_t>(peers) <= most;
    }

    /// Nothing is hidden any longer once all has left, nor from a peer that is alone.
    [[nodiscard]] bool is_open(SteadyTime now) {
        if (first_copies && first_copies->is_over(now))
            forget_first_copies();
        return !first_copies || peers == 1;
    }
};

class ChokedPeer;

/// All connections that have shaken hands.
struct Roster {
    std::map<PeerKey, ChokedPeer*> peers;
    PeerKey last = 0;
    bool serves_nobody = false;

    /// Null when the peer has gone meanwhile.
    [[nodiscard]] ChokedPeer* find(PeerKey key) const {
        auto const peer = peers.find(key);
        return peer == peers.end() ? nullptr : peer->second;
    }
};

class ChokedPeer final : public lt::peer_plugin {
public:
    ChokedPeer(lt::peer_connection_handle peer, std::shared_ptr<Swarm> swarm,
               std::shared_ptr<Roster> roster)
        : peer_(std::move(peer)), swarm_(std::move(swarm)), roster_(std::move(roster)) {}

    ~ChokedPeer() override { leave(); }

    ChokedPeer(ChokedPeer const&) = delete;
    ChokedPeer& operator=(ChokedPeer const&) = delete;

    bool on_handshake(lt::span<char const> reserved) override {
        constexpr unsigned char fast = 0x04; // BEP 6
        key_ = ++roster_->last;
        roster_->peers.emplace(key_, this);
        swarm_->peer_came();
        if (swarm_->hides_pieces() && (static_cast<unsigned char>(reserved[7]) & fast) != 0)
            hide_pieces(true); // libtorrent's next step is to send the bitfield
        return true;
    }

    void sent_have_none() override {
        if (!is_hiding_)
            return;
        hide_pieces(false);
        told_.emplace(swarm_->first_copies->pieces());
        tell_again_at_ = std::chrono::steady_clock::now() + tell_again_after;
    }

    void on_disconnect(lt::error_code const&) override { leave(); }

    // libtorrent would unchoke it at once: its torrents keep one upload at least.
    bool on_interested() override {
        bool const asks_again = peer_.is_peer_interested() && peer_.is_choked();
        return roster_->serves_nobody || asks_again;
    }

    bool on_have(lt::piece_index_t piece) override {
        swarm_->spread.has(key_, number(piece));
        if (swarm_->first_copies)
            swarm_->first_copies->had(number(piece));
        return false;
    }

    bool on_have_none() override {
        tell();
        return false;
    }

    bool on_bitfield(lt::bitfield const& pieces) override {
        if (swarm_->first_copies)
            for (int piece = 0; piece < pieces.size(); ++piece)
                if (pieces[piece])
                    swarm_->first_copies->had(static_cast<std::size_t>(piece));
        tell();
        return false;
    }

    bool on_have_all() override {
        swarm_->met_seed();
        return false;
    }

    bool on_request(lt::peer_request const& request) override {
        if (swarm_->first_copies && swarm_->first_copies->asked(key_, number(request.piece)))
            tell();
        return false;
    }

    bool on_piece(lt::peer_request const& block, lt::span<char const>) override {
        received_ += block.length;
        return false;
    }

    void sent_payload(int bytes) override { sent_ += bytes; }

    void sent_piece(lt::peer_request const& block) override {
        if (!swarm_->is_finished)
            return;
        auto const piece = number(block.piece);
        swarm_->spread.gave(key_, piece);
        if (!swarm_->first_copies)
            return;
        if ((sent_of_[piece] += block.length) >= swarm_->info->piece_size(block.piece)) {
            sent_of_.erase(piece);
            swarm_->first_copies->gave(key_, piece);
        }
    }

    void sent_unchoke() override {
        if (swarm_->first_copies)
            swarm_->first_copies->served(key_);
    }

    void sent_choke() override {
        if (swarm_->first_copies)
            swarm_->first_copies->choked(key_);
    }

    [[nodiscard]] policy::ChokePeer figures() const {
        return {
            .key = key_,
            .interested = peer_.is_peer_interested(),
            .unchoked = !peer_.is_choked(),
            .wanted = peer_.is_interesting(),
            .seeding = swarm_->is_finished,
            .received = received_,
            .sent = sent_,
            .spread = swarm_->is_finished ? swarm_->spread.of(key_) : 1,
        };
    }

    [[nodiscard]] Swarm& swarm() { return *swarm_; }

    void choke() { peer_.choke_this_peer(); }

    void unchoke() { peer_.maybe_unchoke_this_peer(); }

    /// Of all pieces that it does not know of yet.
    void tell_all() {
        hide_pieces(false);
        if (!told_)
            return;
        for (std::size_t piece = 0; piece < told_->size(); ++piece)
            if (!(*told_)[piece])
                send_have(piece);
        told_.reset();
    }

    /// Whoever is not interested in what it was told of is told of something else.
    void tell_again(SteadyTime now) {
        if (!told_ || peer_.is_peer_interested() || now < tell_again_at_)
            return;
        tell_again_at_ = now + tell_again_after;
        swarm_->first_copies->passed_over(key_);
        tell();
    }

private:
    /// For the bitfield alone: with its own super-seeding on, libtorrent sends HAVE_NONE; later it
    /// would refuse what it has not revealed itself, and that comes 10 s late.
    void hide_pieces(bool hide) {
        if (std::exchange(is_hiding_, hide) == hide)
            return;
        auto const flag = lt::torrent_flags::super_seeding;
        swarm_->handle.set_flags(hide ? flag : lt::torrent_flags_t{}, flag);
    }

    void tell() {
        if (!told_ || !swarm_->first_copies)
            return;
        for (std::size_t const piece : swarm_->first_copies->tell(key_, told_ahead))
            send_have(piece);
    }

    void send_have(std::size_t piece) {
        if (told_)
            (*told_)[piece] = true;
        constexpr char have = 4; // BEP 3
        auto const index = static_cast<std::uint32_t>(piece);
        std::array<char, 9> const message{0,
                                          0,
                                          0,
                                          5,
                                          have,
                                          static_cast<char>(index >> 24U),
                                          static_cast<char>(index >> 16U),
                                          static_cast<char>(index >> 8U),
                                          static_cast<char>(index)};
        peer_.send_buffer(message.data(), static_cast<int>(message.size()));
    }

    void leave() {
        hide_pieces(false);
        if (roster_->peers.erase(key_) > 0)
            swarm_->peer_left(key_);
    }

    lt::peer_connection_handle peer_;
    std::shared_ptr<Swarm> swarm_;
    std::shared_ptr<Roster> roster_;
    PeerKey key_ = 0;
    std::int64_t received_ = 0; ///< payload bytes
    std::int64_t sent_ = 0;
    bool is_hiding_ = false;
    std::map<std::size_t, int> sent_of_; ///< bytes of pieces not sent whole
    SteadyTime tell_again_at_{};
    std::optional<std::vector<bool>> told_; ///< pieces it knows of, if not all
};

class ChokedTorrent final : public lt::torrent_plugin {
public:
    ChokedTorrent(lt::torrent_handle handle, std::shared_ptr<Roster> roster)
        : swarm_(std::make_shared<Swarm>(Swarm{.handle = std::move(handle)})),
          roster_(std::move(roster)) {}

    std::shared_ptr<lt::peer_plugin>
    new_connection(lt::peer_connection_handle const& peer) override {
        return std::make_shared<ChokedPeer>(peer, swarm_, roster_);
    }

    void on_state(lt::torrent_status::state_t state) override {
        bool const is_seed = state == lt::torrent_status::seeding;
        swarm_->is_finished = is_seed || state == lt::torrent_status::finished;
        swarm_->is_first_seed = is_seed && !was_leech_;
        was_leech_ = was_leech_ || state == lt::torrent_status::downloading;
    }

private:
    std::shared_ptr<Swarm> swarm_;
    std::shared_ptr<Roster> roster_;
    bool was_leech_ = false; ///< then there is another seed, or was
};

class Choking final : public lt::plugin {
public:
    explicit Choking(policy::Slots::Limits limits) : choker_(limits, any_seed()) {
        roster_->serves_nobody = limits.fixed == 0;
    }

    lt::feature_flags_t implemented_features() override { return tick_feature; }

    std::shared_ptr<lt::torrent_plugin> new_torrent(lt::torrent_handle const& handle,
                                                    lt::client_data_t) override {
        return std::make_shared<ChokedTorrent>(handle, roster_);
    }

    void on_tick() override {
        auto const now = std::chrono::steady_clock::now();
        if (now < next_)
            return;
        next_ = now + decide_every;
        std::vector<policy::ChokePeer> figures;
        figures.reserve(roster_->peers.size());
        for (auto const& [key, peer] : roster_->peers)
            figures.push_back(peer->figures());
        auto const verdicts = choker_.decide(now, figures);
        for (std::size_t i = 0; i < verdicts.size(); ++i)
            if (auto* const peer = roster_->find(verdicts[i].key);
                peer && figures[i].unchoked && !verdicts[i].unchoke)
                peer->choke();
        allot(verdicts);
        reveal(now);
        for (std::size_t i = 0; i < verdicts.size(); ++i)
            if (auto* const peer = roster_->find(verdicts[i].key);
                peer && !figures[i].unchoked && verdicts[i].unchoke)
                peer->unchoke();
    }

private:
    /// libtorrent unchokes who gets interested between our ticks, as long as its torrent has
    /// uploads left: each may take all slots that are free.
    void allot(std::vector<policy::Verdict> const& verdicts) {
        std::map<Swarm*, int> granted;
        int left = choker_.slots();
        for (policy::Verdict const& verdict : verdicts) {
            if (auto* const peer = roster_->find(verdict.key))
                granted[&peer->swarm()] += verdict.unchoke ? 1 : 0;
            left -= verdict.unchoke ? 1 : 0;
        }
        for (auto const& [swarm, uploads] : granted) {
            int const limit = std::max(1, uploads + std::max(0, left));
            if (std::exchange(swarm->max_uploads, limit) != limit)
                swarm->handle.set_max_uploads(limit);
        }
    }

    void reveal(SteadyTime now) {
        for (auto const& [key, peer] : roster_->peers) {
            if (peer->swarm().is_open(now))
                peer->tell_all();
            else
                peer->tell_again(now);
        }
    }

    std::shared_ptr<Roster> const roster_ = std::make_shared<Roster>();
    policy::Choker choker_;
    SteadyTime next_{};
};

} // namespace

std::shared_ptr<lt::plugin> choking_plugin(policy::Slots::Limits limits) {
    return std::make_shared<Choking>(limits);
}

} // namespace shoal::engine
