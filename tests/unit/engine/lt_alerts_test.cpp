#include "core/engine/lt/lt_alerts.hpp"
#include "core/engine/lt/lt_convert.hpp"

#include <doctest/doctest.h>
#include <libtorrent/session.hpp>
#include <libtorrent/session_params.hpp>

using namespace shoal;
using namespace shoal::engine;

namespace {

std::vector<WireEvent> poll(lt::session& session) {
    TorrentHandles torrents;
    std::vector<lt::alert*> alerts;
    session.pop_alerts(&alerts);
    std::vector<WireEvent> events;
    for (lt::alert* const alert : alerts)
        translate(*alert, torrents, events);
    return events;
}

/// A session that meets nobody.
lt::session_params alone(int alert_queue_size) {
    lt::settings_pack pack;
    pack.set_str(lt::settings_pack::listen_interfaces, "");
    pack.set_bool(lt::settings_pack::enable_dht, false);
    pack.set_bool(lt::settings_pack::enable_lsd, false);
    pack.set_bool(lt::settings_pack::enable_upnp, false);
    pack.set_bool(lt::settings_pack::enable_natpmp, false);
    pack.set_int(lt::settings_pack::alert_queue_size, alert_queue_size);
    return lt::session_params{pack};
}

std::int64_t kinds_lost(std::vector<WireEvent> const& events) {
    std::int64_t kinds = 0;
    for (WireEvent const& event : events)
        if (auto const* const dropped = std::get_if<AlertsDropped>(&event))
            kinds += dropped->kinds;
    return kinds;
}

std::vector<WireEvent> after_many_alerts(int alert_queue_size) {
    lt::session session{alone(alert_queue_size)};
    for (int i = 0; i < 10; ++i)
        session.post_session_stats();
    (void)session.get_torrents(); // answered after all of them
    return poll(session);
}

} // namespace

TEST_CASE("alerts: what a full queue lost is told by its kinds") {
    CHECK(kinds_lost(after_many_alerts(1)) == 1);
}

TEST_CASE("alerts: a queue that holds everything loses nothing") {
    CHECK(kinds_lost(after_many_alerts(1000)) == 0);
}

TEST_CASE("status: the last byte per second of a mean that fades is no rate") {
    lt::torrent_status status;
    status.upload_payload_rate = 1;
    status.download_payload_rate = 2;
    CHECK(to_status(1, status).up_rate == 0);
    CHECK(to_status(1, status).down_rate == 2);
}
