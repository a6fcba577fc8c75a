#include "core/engine/lt/lt_session.hpp"

#include "core/engine/lt/choking_book.hpp"
#include "core/engine/lt/lt_alerts.hpp"
#include "core/engine/lt/lt_answers.hpp"
#include "core/engine/lt/lt_bell.hpp"
#include "core/engine/lt/lt_choking.hpp"
#include "core/engine/lt/lt_convert.hpp"
#include "core/engine/lt/lt_dht.hpp"
#include "core/engine/lt/lt_metadata_ear.hpp"
#include "core/engine/lt/lt_peer_classes.hpp"
#include "core/engine/lt/lt_piece_ages.hpp"
#include "core/engine/lt/lt_piece_answers.hpp"
#include "core/engine/lt/lt_plugin.hpp"
#include "core/engine/lt/lt_sample.hpp"
#include "core/engine/lt/lt_settings.hpp"
#include "core/engine/lt/lt_torrent_wire.hpp"
#include "core/engine/lt/lt_trust.hpp"
#include "core/engine/lt/lt_web_seeds.hpp"

#include <boost/asio/post.hpp>
#include <libtorrent/extensions/ut_metadata.hpp>
#include <libtorrent/extensions/ut_pex.hpp>
#include <libtorrent/session.hpp>
#include <libtorrent/session_params.hpp>

#include <future>
#include <map>

namespace shoal::engine {
namespace {

class LtSession final : public TorrentWire {
public:
    using TorrentWire::set_limits;

    LtSession(lt::session_params params, api::SwarmOptions const& options,
              std::vector<api::Ban> bans, std::shared_ptr<storage::BlockDigests const> digests,
              std::shared_ptr<storage::DiskTimes const> disk, std::function<void()> const& wake)
        : disk_(std::move(disk)),
          dht_enabled_(options.dht),
          bootstrap_(options.proxy.empty() ? bootstrap_nodes(options)
                                           : std::vector<api::Endpoint>{}),
          bell_(std::make_shared<NewsBell>(wake)),
          session_(remember_network(std::move(params))),
          trust_(trust_plugin(std::move(bans), std::move(digests), bans_)),
          choke_desk_(std::make_shared<ChokeDesk>(options.up_limit)),
          choker_(choking_plugin(
              {.fixed = options.upload_slots, .up_limit = static_cast<double>(options.up_limit)},
              *network_, choking_, choke_desk_)) {
        session_.add_extension(sample_plugin(options, samples_)); // hears PEX before ut_pex does
        session_.add_extension(
            [book = metadata_](lt::torrent_handle const& torrent, lt::client_data_t data) {
                return overhear_metadata(torrent, torrent_id(data), book);
            });
        // Not the default plugins: smart_ban keeps dangling pointers in 2.0.8.
        session_.add_extension(&lt::create_ut_metadata_plugin);
        if (options.pex)
            session_.add_extension(&lt::create_ut_pex_plugin);
        session_.add_extension([book = book_](lt::torrent_handle const&, lt::client_data_t data) {
            return watch_peers(torrent_id(data), book);
        });
        session_.add_extension([ages = ages_](lt::torrent_handle const&, lt::client_data_t data) {
            return watch_pieces(torrent_id(data), ages);
        });
        session_.add_extension(choker_);
        session_.add_extension(trust_);
        session_.add_extension(web_seeds_);
        set_peer_classes(session_, options.limit_local);
        session_.add_extension(bell_);
        wake(); // there may have been news before the bell hung
    }

    ~LtSession() override {
        bell_->hush();
        lt::session_proxy const ending = session_.abort();
    }

    LtSession(LtSession const&) = delete;
    LtSession& operator=(LtSession const&) = delete;

    void add(WireAdd add) override {
        auto params = to_params(add);
        if (!params) {
            refused_.push_back(TorrentFailed{add.id, params.error().what, params.error().where});
            return;
        }
        // All announces are ours to time. libtorrent would send those to the local network and to
        // UDP trackers at once, however many torrents start, and take hours for a round of the DHT.
        params->flags |= lt::torrent_flags::disable_dht | lt::torrent_flags::disable_lsd;
        keep_trackers(add.id, *params, add.more.trackers);
        session_.async_add_torrent(*std::move(params));
        priorities_[add.id] = api::Priority::normal;
        set_priority(add.id, add.priority);
    }

    void remove(api::TorrentId id, bool with_data) override {
        forget(id);
        priorities_.erase(id);
        auto const handle = torrents_.handle(id);
        if (!handle.is_valid())
            return void(unwanted_.emplace(id, with_data));
        drop(id, handle, with_data);
    }

    void set_limits(api::RateLimits const& limits) override {
        lt::settings_pack pack;
        set_rates(pack, limits);
        session_.apply_settings(std::move(pack));
        choke_desk_->limit_upload(limits.up);
    }

    /// While all are normal none is weighed: there may be thousands.
    void set_priority(api::TorrentId id, api::Priority priority) override {
        priorities_[id] = priority;
        if (weighs_)
            return weigh_soon(id, priority);
        weighs_ = priority != api::Priority::normal;
        if (weighs_)
            for (auto const& [known, its_own] : priorities_)
                weigh_soon(known, its_own);
    }

    void block(std::vector<policy::AddressRange> const& ranges) override {
        session_.set_ip_filter(to_filter(ranges));
    }

    std::vector<api::PeerView> peers(api::TorrentId id) override {
        auto const handle = torrents_.handle(id);
        if (!handle.is_valid())
            return {};
        auto const paths = on_network([&] { return choker_->round_trips(id); });
        return peers_of(handle, choke_desk_->lines(id), paths, flight(handle));
    }

    api::PiecesView pieces(api::TorrentId id) override {
        auto const handle = torrents_.handle(id);
        if (!handle.is_valid())
            return {};
        auto view = pieces_of(handle);
        view.flight = flight(handle);
        view.ages = ages_->read(id, view.have.size(), std::chrono::steady_clock::now());
        return view;
    }

    std::vector<bool> pieces_of_peer(api::TorrentId id, api::Endpoint const& peer) override {
        auto const handle = torrents_.handle(id);
        return handle.is_valid() ? pieces_of(handle, peer) : std::vector<bool>{};
    }

    std::vector<api::HolderView> holders(api::TorrentId id, std::uint32_t first,
                                         std::uint32_t end) override {
        auto const handle = torrents_.handle(id);
        return handle.is_valid() ? holders_of(handle, first, end) : std::vector<api::HolderView>{};
    }

    std::vector<api::TrackerView> trackers(api::TorrentId id) override {
        auto const handle = torrents_.handle(id);
        return handle.is_valid() ? trackers_of(handle) : std::vector<api::TrackerView>{};
    }

    std::vector<api::WebSeedView> web_seeds(api::TorrentId id) override {
        return on_network([&] { return web_seeds_->views(id); });
    }

    DhtContacts dht_contacts() override {
        auto const params = session_.session_state(lt::session_handle::save_dht_state);
        DhtContacts contacts{.bootstrap = bootstrap_, .table = {}};
        for (auto const* const nodes : {&params.dht_state.nodes, &params.dht_state.nodes6})
            for (lt::udp::endpoint const& node : *nodes)
                contacts.table.push_back({node.address().to_string(), node.port()});
        return contacts;
    }

    bool hang_up(api::TorrentId id, api::Endpoint const& peer) override {
        bool const was_there = on_network([&] { return trust_->hang_up(id, to_endpoint(peer)); });
        let_go();
        return was_there;
    }

    std::optional<api::Ban> ban(api::TorrentId id, api::Endpoint const& peer) override {
        auto ban = on_network([&] { return trust_->ban(id, to_endpoint(peer)); });
        let_go();
        return ban;
    }

    void lift_bans(api::Endpoint const& peer) override {
        on_network([&] { trust_->lift_bans(peer); });
    }

    bool pin(api::TorrentId id, api::Endpoint const& peer, bool is_on) override {
        return on_network([&] { return choker_->pin(id, to_endpoint(peer), is_on); });
    }

    void find_nodes(api::Endpoint const& node, health::DhtId const& target) override {
        lt::entry query; // BEP 5; libtorrent adds what every query has
        query["q"] = "find_node";
        query["a"]["target"] = std::string{target.begin(), target.end()};
        for (lt::tcp::endpoint const& at : to_endpoints({node}))
            session_.dht_direct_request({at.address(), at.port()}, query);
    }

    void look_at_dht() override { session_.post_dht_stats(); }

    void dial_utp(bool first) override {
        lt::settings_pack pack;
        pack.set_bool(lt::settings_pack::enable_outgoing_utp, first);
        session_.apply_settings(std::move(pack));
    }

    void focus(api::TorrentId id) override { samples_->focus(id); }

    void refresh() override {
        session_.post_torrent_updates();
        session_.post_session_stats();
    }

    std::vector<WireEvent> poll() override {
        auto events = std::exchange(refused_, {});
        hear(events);
        for (PeerMet& peer : book_->take())
            events.emplace_back(std::move(peer));
        for (PeerBanned& banned : bans_->take())
            events.emplace_back(std::move(banned));
        for (MetadataPieces const& pieces : metadata_->take())
            events.emplace_back(pieces);
        for (WireEvent& news : web_seed_news_->take())
            events.push_back(std::move(news));
        for (auto& [id, sample] : samples_->take())
            events.emplace_back(SwarmSeen{id, std::move(sample)});
        catch_up();
        return events;
    }

    WireFigures figures() const override {
        return {.dht_enabled = dht_enabled_,
                .choking = choking_->read(std::chrono::steady_clock::now()),
                .disk_read = disk_->read.read(),
                .disk_write = disk_->write.read(),
                .disk_hash = disk_->hash.read()};
    }

    std::string dht_state() override {
        auto const params = session_.session_state(lt::session_handle::save_dht_state);
        auto const bytes = lt::write_session_params_buf(params, lt::session_handle::save_dht_state);
        return {bytes.begin(), bytes.end()};
    }

private:
    /// What `act` says on the network thread, which runs as long as the session.
    template <class Act>
    std::invoke_result_t<Act const&> on_network(Act const& act) {
        using Task = std::packaged_task<std::invoke_result_t<Act const&>()>;
        auto const task = std::make_shared<Task>(act);
        auto answer = task->get_future();
        boost::asio::post(*network_, [task] { (*task)(); });
        return answer.get();
    }

    std::vector<api::FlightView> flight(lt::torrent_handle const& handle) {
        return on_network([&] { return flight_of(handle); });
    }

    /// libtorrent lists who was hung up on until its next handler, which may come after one that we
    /// post meanwhile, but not after the one that follows that.
    void let_go() {
        on_network([] {});
    }

    /// The blank, where nobody is, for what is no address.
    [[nodiscard]] static lt::tcp::endpoint to_endpoint(api::Endpoint const& peer) {
        auto const literal = to_endpoints({peer});
        return literal.empty() ? lt::tcp::endpoint{} : literal.front();
    }

    /// libtorrent shows the context of its network thread to the disk back end alone.
    lt::session_params remember_network(lt::session_params params) {
        params.disk_io_constructor = [this, make_disk_io = std::move(params.disk_io_constructor)](
                                         lt::io_context& network,
                                         lt::settings_interface const& settings,
                                         lt::counters& counters) {
            network_ = &network;
            return make_disk_io(network, settings, counters);
        };
        return params;
    }

    /// The DHT's log, which comes with its packets, is a hundred lines to a lookup: left unread.
    void hear(std::vector<WireEvent>& events) {
        bell_->arm();
        std::vector<lt::alert*> alerts;
        session_.pop_alerts(&alerts);
        alert_times_.take(std::chrono::steady_clock::now(), lt::clock_type::now());
        DhtHeard dht;
        std::optional<DhtLooked> looked;
        for (lt::alert* const alert : alerts) {
            if (auto const* const packet = lt::alert_cast<lt::dht_pkt_alert>(alert)) {
                if (auto read = to_packet(*packet, alert_times_.of(packet->timestamp())))
                    dht.packets.push_back(*std::move(read));
            } else if (auto const* const reply =
                           lt::alert_cast<lt::dht_direct_response_alert>(alert)) {
                if (auto named = to_named(*reply))
                    events.emplace_back(*std::move(named));
            } else if (auto const* const stats = lt::alert_cast<lt::dht_stats_alert>(alert)) {
                read_stats(*stats, looked ? *looked : looked.emplace());
            } else if (alert->type() != lt::dht_log_alert::alert_type) {
                translate(*alert, torrents_, events);
            }
        }
        if (!dht.packets.empty())
            events.emplace_back(std::move(dht));
        if (looked)
            events.emplace_back(*std::move(looked));
    }

    void weigh_soon(api::TorrentId id, api::Priority priority) {
        awaited_.once_there(id, [this, priority](lt::torrent_handle const& torrent) {
            boost::asio::post(*network_,
                              [session = lt::session_handle{session_}, torrent,
                               priority]() mutable { weigh(session, torrent, priority); });
        });
    }

    void catch_up() {
        awaited_.catch_up();
        std::erase_if(unwanted_, [this](auto const& entry) {
            auto const [id, with_data] = entry;
            auto const handle = torrents_.handle(id);
            if (!handle.is_valid())
                return false;
            drop(id, handle, with_data);
            return true;
        });
    }

    void drop(api::TorrentId id, lt::torrent_handle const& handle, bool with_data) {
        if (with_data) {
            torrents_.part_from(id);
            session_.remove_torrent(handle, lt::session::delete_files);
        } else {
            torrents_.forget(id);
            session_.remove_torrent(handle);
        }
    }

    std::shared_ptr<storage::DiskTimes const> const disk_;
    std::shared_ptr<ChokingBook> const choking_ = std::make_shared<ChokingBook>();
    bool const dht_enabled_;
    std::vector<api::Endpoint> const bootstrap_; ///< as DhtContacts has them
    std::shared_ptr<NewsBell> const bell_;
    lt::io_context* network_ = nullptr; ///< session_'s
    lt::session session_;
    AlertTimes alert_times_;
    std::shared_ptr<BanBook> const bans_ = std::make_shared<BanBook>();
    std::shared_ptr<TrustPlugin> const trust_;
    std::shared_ptr<ChokeDesk> const choke_desk_;
    std::shared_ptr<ChokingPlugin> const choker_;
    std::shared_ptr<WireEventBook> const web_seed_news_ = std::make_shared<WireEventBook>();
    std::shared_ptr<WebSeedPlugin> const web_seeds_ = web_seed_plugin(web_seed_news_);
    std::shared_ptr<MetadataBook> const metadata_ = std::make_shared<MetadataBook>();
    std::shared_ptr<PeerBook> const book_ = std::make_shared<PeerBook>();
    std::shared_ptr<PieceAges> const ages_ = std::make_shared<PieceAges>();
    std::map<api::TorrentId, api::Priority> priorities_; ///< of all torrents
    bool weighs_ = false;                                ///< some priority is not normal, or was
    std::shared_ptr<SampleBook> const samples_ = std::make_shared<SampleBook>();
    std::map<api::TorrentId, bool> unwanted_; ///< removed before we had their handle; with data?
    std::vector<WireEvent> refused_;          ///< answers to what never reached the session
};

} // namespace

Result<std::unique_ptr<Wire>> open_session(api::SwarmOptions const& options, WireMemory memory,
                                           std::function<void()> const& wake) {
    SHOAL_TRY(auto settings, to_settings(options));
    try {
        lt::session_params params;
        if (!memory.dht_state.empty())
            params = lt::read_session_params(memory.dht_state, lt::session_handle::save_dht_state);
        params.settings = std::move(settings);
        params.extensions.clear();
        auto const digests = std::make_shared<storage::BlockDigests>();
        auto const disk = std::make_shared<storage::DiskTimes>();
        params.disk_io_constructor = storage::disk_io(options.cache, digests, disk);
        return std::make_unique<LtSession>(std::move(params), options, std::move(memory.bans),
                                           digests, disk, wake);
    } catch (lt::system_error const& error) {
        return fail(Errc::io, error.what(), "BitTorrent session");
    }
}

} // namespace shoal::engine
