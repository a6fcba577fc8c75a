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

// Enough that a peer never waits for the next suggestion, and half of what libtorrent remembers.
constexpr std::size_t suggested_ahead = 8;

std::size_t number(lt::piece_index_t piece) {
    return static_cast<std::size_t>(static_cast<int>(piece));
}

std::uint64_t any_seed() {
    return std::random_device{}();
}

/// What choking knows of one torrent.
struct Swarm {
    lt::torrent_handle handle;
    bool is_finished = false;
    int max_uploads = 0; ///< as last set
    policy::Spread spread = {};
    std::optional<policy::FirstCopies> first_copies = {}; ///< while we hold all of it
};

class ChokedPeer;

/// All connections that have shaken hands.
struct Roster {
    std::map<PeerKey, ChokedPeer*> peers;
    PeerKey last = 0;
    bool serves_nobody = false;
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
        takes_suggestions_ = (static_cast<unsigned char>(reserved[7]) & fast) != 0;
        key_ = ++roster_->last;
        roster_->peers.emplace(key_, this);
        return true;
    }

    void on_disconnect(lt::error_code const&) override { leave(); }

    bool on_interested() override {
        suggest();
        // libtorrent would unchoke it at once: its torrents keep one upload at least.
        return roster_->serves_nobody;
    }

    bool on_have(lt::piece_index_t piece) override {
        swarm_->spread.has(key_, number(piece));
        if (swarm_->first_copies)
            swarm_->first_copies->spoken_for(number(piece));
        return false;
    }

    bool on_bitfield(lt::bitfield const& pieces) override {
        if (swarm_->first_copies)
            for (int piece = 0; piece < pieces.size(); ++piece)
                if (pieces[piece])
                    swarm_->first_copies->spoken_for(static_cast<std::size_t>(piece));
        return false;
    }

    bool on_have_all() override {
        swarm_->first_copies.reset(); // no longer the only seed
        return false;
    }

    bool on_request(lt::peer_request const& request) override {
        if (swarm_->first_copies) {
            swarm_->first_copies->asked(key_, number(request.piece));
            suggest();
        }
        return false;
    }

    bool on_piece(lt::peer_request const& block, lt::span<char const>) override {
        received_ += block.length;
        return false;
    }

    void sent_payload(int bytes) override { sent_ += bytes; }

    void sent_piece(lt::peer_request const& block) override {
        if (swarm_->is_finished)
            swarm_->spread.gave(key_, number(block.piece));
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

private:
    void suggest() {
        if (!swarm_->first_copies || !takes_suggestions_)
            return;
        for (std::size_t const piece : swarm_->first_copies->suggest(key_, suggested_ahead))
            send_suggestion(static_cast<std::uint32_t>(piece));
    }

    void send_suggestion(std::uint32_t piece) {
        constexpr char suggest_piece = 0x0d; // BEP 6
        std::array<char, 9> const message{0,
                                          0,
                                          0,
                                          5,
                                          suggest_piece,
                                          static_cast<char>(piece >> 24U),
                                          static_cast<char>(piece >> 16U),
                                          static_cast<char>(piece >> 8U),
                                          static_cast<char>(piece)};
        peer_.send_buffer(message.data(), static_cast<int>(message.size()));
    }

    void leave() {
        if (roster_->peers.erase(key_) == 0)
            return;
        swarm_->spread.left(key_);
        if (swarm_->first_copies)
            swarm_->first_copies->left(key_);
    }

    lt::peer_connection_handle peer_;
    std::shared_ptr<Swarm> swarm_;
    std::shared_ptr<Roster> roster_;
    PeerKey key_ = 0;
    std::int64_t received_ = 0; ///< payload bytes
    std::int64_t sent_ = 0;
    bool takes_suggestions_ = false;
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
        auto const info = is_seed ? swarm_->handle.torrent_file() : nullptr;
        if (info && !was_leech_)
            swarm_->first_copies.emplace(static_cast<std::size_t>(info->num_pieces()), any_seed());
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
        std::vector<policy::ChokePeer> figures;
        figures.reserve(roster_->peers.size());
        for (auto const& [key, peer] : roster_->peers)
            figures.push_back(peer->figures());
        auto const verdicts = choker_.decide(std::chrono::steady_clock::now(), figures);
        for (std::size_t i = 0; i < verdicts.size(); ++i)
            if (figures[i].unchoked && !verdicts[i].unchoke)
                roster_->peers.at(verdicts[i].key)->choke();
        allot(verdicts);
        for (std::size_t i = 0; i < verdicts.size(); ++i)
            if (!figures[i].unchoked && verdicts[i].unchoke)
                roster_->peers.at(verdicts[i].key)->unchoke();
    }

private:
    /// libtorrent unchokes who gets interested between our ticks, as long as its torrent has
    /// uploads left: each may take all slots that are free.
    void allot(std::vector<policy::Verdict> const& verdicts) {
        std::map<Swarm*, int> granted;
        int left = choker_.slots();
        for (policy::Verdict const& verdict : verdicts) {
            granted[&roster_->peers.at(verdict.key)->swarm()] += verdict.unchoke ? 1 : 0;
            left -= verdict.unchoke ? 1 : 0;
        }
        for (auto const& [swarm, uploads] : granted) {
            int const limit = std::max(1, uploads + std::max(0, left));
            if (std::exchange(swarm->max_uploads, limit) != limit)
                swarm->handle.set_max_uploads(limit);
        }
    }

    std::shared_ptr<Roster> const roster_ = std::make_shared<Roster>();
    policy::Choker choker_;
};

} // namespace

std::shared_ptr<lt::plugin> choking_plugin(policy::Slots::Limits limits) {
    return std::make_shared<Choking>(limits);
}

} // namespace shoal::engine
