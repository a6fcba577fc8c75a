#include "core/engine/lt/lt_choking.hpp"

#include "core/engine/lt/lt_choked_peer.hpp"
#include "core/engine/lt/lt_convert.hpp"

#include <boost/asio/steady_timer.hpp>
#include <libtorrent/io_context.hpp>

#include <algorithm>

namespace shoal::engine {
namespace {

// Its rounds are longer; in between it fills slots that fell free, those that it hears of at once.
constexpr auto reveal_every = 100ms;
constexpr auto hear_every = 20ms;
constexpr auto rest = 100ms; // while there are no peers

class ChokedTorrent final : public lt::torrent_plugin {
public:
    ChokedTorrent(api::TorrentId id, lt::torrent_handle handle, std::shared_ptr<Roster> roster)
        : swarm_(std::make_shared<ChokedSwarm>(ChokedSwarm{.id = id, .handle = std::move(handle)})),
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
    std::shared_ptr<ChokedSwarm> swarm_;
    std::shared_ptr<Roster> roster_;
    bool was_leech_ = false; ///< then there is another seed, or was
};

/// libtorrent ticks its plugins once a second, which is late for a slot that fell free.
class Choking final : public ChokingPlugin, public std::enable_shared_from_this<Choking> {
public:
    Choking(policy::Slots::Limits limits, lt::io_context& network,
            std::shared_ptr<ChokingBook> book, std::shared_ptr<ChokeDesk> desk)
        : book_(std::move(book)),
          desk_(std::move(desk)),
          choker_(limits, std::random_device{}()),
          timer_(network) {
        roster_->serves_nobody = limits.fixed == 0;
    }

    void added(lt::session_handle const&) override { listen(); }

    void abort() override {
        is_over_ = true;
        timer_.cancel();
    }

    std::shared_ptr<lt::torrent_plugin> new_torrent(lt::torrent_handle const& handle,
                                                    lt::client_data_t data) override {
        return std::make_shared<ChokedTorrent>(torrent_id(data), handle, roster_);
    }

    bool pin(api::TorrentId torrent, lt::tcp::endpoint const& remote, bool is_on) override {
        auto const found = std::ranges::find_if(roster_->peers, [&](auto const& entry) {
            return entry.second->remote() == remote && entry.second->swarm().id == torrent;
        });
        if (found == roster_->peers.end())
            return false;
        found->second->pin(is_on);
        decide(std::chrono::steady_clock::now());
        return true;
    }

    RoundTrips round_trips(api::TorrentId torrent) const override {
        RoundTrips measured;
        for (auto const& [key, peer] : roster_->peers)
            if (peer->swarm().id == torrent)
                if (auto const seconds = peer->round_trip())
                    measured.emplace(peer->remote(), *seconds);
        return measured;
    }

private:
    void listen() {
        timer_.expires_after(roster_->peers.empty() ? rest : hear_every);
        timer_.async_wait([self = weak_from_this()](boost::system::error_code const& error) {
            auto const choking = self.lock();
            if (error || !choking || choking->is_over_)
                return;
            choking->hear();
            choking->listen();
        });
    }

    void hear() {
        auto const now = std::chrono::steady_clock::now();
        bool const was_asked = std::exchange(roster_->was_asked, false);
        if (std::exchange(was_empty_, roster_->peers.empty()) != roster_->peers.empty())
            book_->note(choker_.slots(), {}, {});
        if (roster_->peers.empty() || (now < next_ && !was_asked))
            return;
        decide(now);
    }

    void decide(SteadyTime now) {
        std::vector<policy::ChokePeer> figures;
        figures.reserve(roster_->peers.size());
        for (auto const& [key, peer] : roster_->peers)
            figures.push_back(peer->figures());
        choker_.limit_upload(static_cast<double>(desk_->up_limit()));
        auto const verdicts = choker_.decide(now, figures);
        book_->note(choker_.dealt(), figures, verdicts);
        book_->note_round(choker_.next_round());
        publish(verdicts);
        for (std::size_t i = 0; i < verdicts.size(); ++i)
            if (auto* const peer = roster_->find(verdicts[i].key);
                peer && figures[i].unchoked && !verdicts[i].unchoke)
                peer->choke();
        for (policy::Verdict const& verdict : verdicts)
            if (auto* const peer = roster_->find(verdict.key); peer)
                peer->end_turn(verdict.ends);
        allot(verdicts);
        reveal(now);
        next_ = now + (hides_pieces() ? reveal_every : choker_.pause());
        for (std::size_t i = 0; i < verdicts.size(); ++i)
            if (auto* const peer = roster_->find(verdicts[i].key);
                peer && !figures[i].unchoked && verdicts[i].unchoke)
                peer->unchoke();
    }

    void publish(std::vector<policy::Verdict> const& verdicts) {
        std::vector<ChokeDesk::Line> lines;
        lines.reserve(verdicts.size());
        for (policy::Verdict const& verdict : verdicts)
            if (auto* const peer = roster_->find(verdict.key); peer)
                lines.push_back(
                    {peer->swarm().id, peer->remote(), verdict.reason, peer->is_pinned()});
        desk_->put(std::move(lines));
    }

    void allot(std::vector<policy::Verdict> const& verdicts) {
        std::map<ChokedSwarm*, int> granted;
        for (policy::Verdict const& verdict : verdicts)
            if (auto* const peer = roster_->find(verdict.key))
                granted[&peer->swarm()] += verdict.unchoke ? 1 : 0;
        for (auto const& [swarm, uploads] : granted)
            swarm->allow_uploads(uploads);
    }

    void reveal(SteadyTime now) {
        for (auto const& [key, peer] : roster_->peers) {
            if (peer->swarm().is_open(now) || peer->is_choosy())
                peer->tell_all();
        }
    }

    [[nodiscard]] bool hides_pieces() const {
        return std::ranges::any_of(roster_->peers,
                                   [](auto const& entry) { return entry.second->knows_in_part(); });
    }

    std::shared_ptr<Roster> const roster_ = std::make_shared<Roster>();
    std::shared_ptr<ChokingBook> const book_;
    std::shared_ptr<ChokeDesk> const desk_;
    policy::Choker choker_;
    boost::asio::steady_timer timer_;
    bool is_over_ = false;
    bool was_empty_ = false;
    SteadyTime next_{};
};

} // namespace

std::shared_ptr<ChokingPlugin> choking_plugin(policy::Slots::Limits limits, lt::io_context& network,
                                              std::shared_ptr<ChokingBook> book,
                                              std::shared_ptr<ChokeDesk> desk) {
    return std::make_shared<Choking>(limits, network, std::move(book), std::move(desk));
}

} // namespace shoal::engine
