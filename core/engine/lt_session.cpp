#include "core/engine/lt_session.hpp"

#include "core/engine/lt_alerts.hpp"
#include "core/engine/lt_choking.hpp"
#include "core/engine/lt_convert.hpp"
#include "core/engine/lt_plugin.hpp"
#include "core/engine/lt_settings.hpp"
#include "core/engine/lt_trust.hpp"

#include <libtorrent/extensions/ut_metadata.hpp>
#include <libtorrent/extensions/ut_pex.hpp>
#include <libtorrent/ip_filter.hpp>
#include <libtorrent/session.hpp>
#include <libtorrent/session_params.hpp>

#include <set>

namespace shoal::engine {
namespace {

lt::ip_filter everyone_alike() {
    auto const all = std::uint32_t{1}
                     << static_cast<std::uint32_t>(lt::session_handle::global_peer_class_id);
    lt::ip_filter filter;
    filter.add_rule(lt::make_address("0.0.0.0"), lt::make_address("255.255.255.255"), all);
    filter.add_rule(lt::make_address("::"),
                    lt::make_address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), all);
    return filter;
}

class LtSession final : public Wire {
public:
    LtSession(lt::session_params params, api::SwarmOptions const& options,
              std::shared_ptr<storage::BlockDigests const> digests,
              std::function<void()> const& wake)
        : session_(remember_network(std::move(params))) {
        // Not the default plugins: smart_ban keeps dangling pointers in 2.0.8.
        session_.add_extension(&lt::create_ut_metadata_plugin);
        if (options.pex)
            session_.add_extension(&lt::create_ut_pex_plugin);
        session_.add_extension([book = book_](lt::torrent_handle const&, lt::client_data_t data) {
            return watch_peers(torrent_id(data), book);
        });
        session_.add_extension(choking_plugin(
            {.fixed = options.upload_slots, .up_limit = static_cast<double>(options.up_limit)},
            *network_));
        session_.add_extension(trust_plugin(std::move(digests), bans_));
        // By default private addresses are free of rate limits and choking.
        session_.set_peer_class_filter(everyone_alike());
        session_.set_alert_notify(wake);
    }

    ~LtSession() override {
        session_.set_alert_notify({});
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
        unmet_trackers_[add.id] = take_trackers(*params);
        session_.async_add_torrent(*std::move(params));
    }

    void remove(api::TorrentId id) override {
        auto const handle = torrents_.handle(id);
        torrents_.forget(id);
        unmet_trackers_.erase(id);
        if (handle.is_valid())
            session_.remove_torrent(handle);
        else
            unwanted_.insert(id);
    }

    void pause(api::TorrentId id) override {
        auto const handle = torrents_.handle(id);
        if (handle.is_valid())
            handle.pause();
        else
            refused_.push_back(Paused{id});
    }

    void save_resume(api::TorrentId id) override {
        auto const handle = torrents_.handle(id);
        if (handle.is_valid())
            handle.save_resume_data(lt::torrent_handle::flush_disk_cache);
        else
            refused_.push_back(ResumeFailed{id, "the torrent is not in the session"});
    }

    void announce_dht(api::TorrentId id) override {
        auto const handle = torrents_.handle(id);
        if (!handle.is_valid())
            return;
        handle.unset_flags(lt::torrent_flags::disable_dht);
        handle.force_dht_announce();
        handle.set_flags(lt::torrent_flags::disable_dht);
    }

    void announce_lsd(api::TorrentId id) override {
        auto const handle = torrents_.handle(id);
        if (!handle.is_valid())
            return;
        handle.unset_flags(lt::torrent_flags::disable_lsd);
        handle.force_lsd_announce();
        handle.set_flags(lt::torrent_flags::disable_lsd);
    }

    void meet_trackers(api::TorrentId id) override {
        auto const handle = torrents_.handle(id);
        if (!handle.is_valid())
            return;
        if (auto const trackers = unmet_trackers_.extract(id))
            handle.replace_trackers(trackers.mapped());
    }

    void seek_peers(api::TorrentId id, std::vector<api::Endpoint> const& known) override {
        auto const handle = torrents_.handle(id);
        if (!handle.is_valid())
            return;
        handle.force_reannounce();
        for (auto const& peer : to_endpoints(known))
            handle.connect_peer(peer);
    }

    void dial_utp(bool first) override {
        lt::settings_pack pack;
        pack.set_bool(lt::settings_pack::enable_outgoing_utp, first);
        session_.apply_settings(std::move(pack));
    }

    void refresh() override {
        session_.post_torrent_updates();
        session_.post_session_stats();
    }

    std::vector<WireEvent> poll() override {
        auto events = std::exchange(refused_, {});
        std::vector<lt::alert*> alerts;
        session_.pop_alerts(&alerts);
        for (lt::alert* const alert : alerts)
            translate(*alert, torrents_, events);
        for (PeerMet& peer : book_->take())
            events.emplace_back(std::move(peer));
        for (PeerBanned& banned : bans_->take())
            events.emplace_back(std::move(banned));
        remove_unwanted();
        return events;
    }

    std::string dht_state() override {
        auto const params = session_.session_state(lt::session_handle::save_dht_state);
        auto const bytes = lt::write_session_params_buf(params, lt::session_handle::save_dht_state);
        return {bytes.begin(), bytes.end()};
    }

private:
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

    /// Torrents that were removed before libtorrent had told us their handle.
    void remove_unwanted() {
        std::erase_if(unwanted_, [this](api::TorrentId id) {
            auto const handle = torrents_.handle(id);
            if (!handle.is_valid())
                return false;
            torrents_.forget(id);
            session_.remove_torrent(handle);
            return true;
        });
    }

    lt::io_context* network_ = nullptr; ///< session_'s
    lt::session session_;
    TorrentHandles torrents_;
    std::shared_ptr<PeerBook> const book_ = std::make_shared<PeerBook>();
    std::map<api::TorrentId, std::vector<lt::announce_entry>> unmet_trackers_;
    std::shared_ptr<BanBook> const bans_ = std::make_shared<BanBook>();
    std::set<api::TorrentId> unwanted_;
    std::vector<WireEvent> refused_; ///< answers to what never reached the session
};

} // namespace

Result<std::unique_ptr<Wire>> open_session(api::SwarmOptions const& options,
                                           std::string const& dht_state,
                                           std::function<void()> const& wake) {
    SHOAL_TRY(auto settings, to_settings(options));
    try {
        lt::session_params params;
        if (!dht_state.empty())
            params = lt::read_session_params(dht_state, lt::session_handle::save_dht_state);
        params.settings = std::move(settings);
        params.extensions.clear();
        auto const digests = std::make_shared<storage::BlockDigests>();
        params.disk_io_constructor = storage::disk_io(options.cache, digests);
        return std::make_unique<LtSession>(std::move(params), options, digests, wake);
    } catch (lt::system_error const& error) {
        return fail(Errc::io, error.what(), "BitTorrent session");
    }
}

} // namespace shoal::engine
