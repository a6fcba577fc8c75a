// What the DHT's packets show, which torrent each lookup is for, and whether it is one DHT at all.

#include "core/engine/intake/resolve.hpp"
#include "core/engine/session/session.hpp"

#include <algorithm>

namespace shoal::engine {
namespace {

// Whatever else is fetched waits as long.
constexpr std::chrono::seconds names_patience{10};

/// What is looked up for it: its v1 hash, and v2's first twenty bytes (BEP 52).
std::vector<health::DhtId> targets_of(api::InfoHash const& hash) {
    std::vector<health::DhtId> targets;
    if (hash.v1)
        targets.push_back(*hash.v1);
    if (hash.v2) {
        auto& target = targets.emplace_back();
        std::copy_n(hash.v2->begin(), target.size(), target.begin());
    }
    return targets;
}

health::DhtId random_id(std::mt19937_64& random) {
    health::DhtId id{};
    std::ranges::generate(id, [&] { return static_cast<std::uint8_t>(random()); });
    return id;
}

} // namespace

void Session::hear(DhtHeard const& heard) {
    for (health::DhtPacket const& packet : heard.packets) {
        if (!dht_.observe(packet))
            continue;
        dht_buckets_.hear(packet);
        reach_.hear(packet);
    }
}

void Session::hear(DhtLooked const& looked) {
    auto const now = world_.clock.now();
    dht_looked_ = looked;
    dht_looked_at_ = now;
    for (auto const& [family, id] : looked.ids)
        dht_buckets_.meet(family == "v6", id, now);
    for (api::DhtTableView& table : dht_looked_.tables)
        table.stale = dht_buckets_.stale(table.family == "v6", table.buckets, now);
}

void Session::watch_lookups(Torrent const& torrent) {
    for (health::DhtId const& target : targets_of(torrent.view.info_hash))
        if (torrent.is_running)
            dht_.want(target);
        else
            dht_.forget(target);
}

void Session::forget_lookups(Torrent const& torrent) {
    for (health::DhtId const& target : targets_of(torrent.view.info_hash))
        dht_.forget(target);
}

api::DhtView Session::dht_of(Torrent const& torrent) const {
    return dht_.of(targets_of(torrent.view.info_hash));
}

api::AnnouncedView Session::announced(Torrent const& torrent) const {
    auto const now = world_.clock.now();
    auto view = dht_.announced(targets_of(torrent.view.info_hash), now);
    if (auto const next = announcer_.next_dht(torrent.id))
        view.next_in = std::max(0.0, std::chrono::duration<double>(*next - now).count());
    return view;
}

api::DhtView Session::dht_seen(bool enabled) const {
    auto view = dht_.session();
    view.enabled = enabled;
    view.nodes = session_view_.dht_nodes;
    return view;
}

void Session::handle(api::CheckDht const&, api::Done const& done) {
    if (!world_.wire.figures().dht_enabled)
        return done(
            shoal::fail(Errc::unavailable, "the DHT is off; see 'dht' in the configuration", {}));
    if (check_begins_ || (dht_check_ && dht_check_->is_running()))
        return done(shoal::fail(Errc::busy, "a check is under way; it takes half a minute", {}));
    auto contacts = world_.wire.dht_contacts();
    if (contacts.table.empty() && contacts.bootstrap.empty())
        return done(shoal::fail(Errc::unavailable,
                                "no node of the DHT is known yet; give one with --dht-node", {}));
    check_begins_ = true;
    world_.jobs.fetch(
        [this, contacts = std::move(contacts)](std::stop_token stop) -> Jobs::Completion {
            return [this, table = contacts.table,
                    found = resolve_some(contacts.bootstrap, names_patience, stop)] {
                begin_check(found, table);
            };
        });
    done(api::Reply{});
}

void Session::begin_check(std::vector<api::Endpoint> bootstrap, std::vector<api::Endpoint> table) {
    std::mt19937_64 random{std::random_device{}()};
    check_begins_ = false;
    dht_check_.emplace(random_id(random),
                       health::disjoint_starts(std::move(bootstrap), std::move(table), random),
                       world_.clock.now());
    go_on_checking();
}

void Session::hear(DhtNamed const& named) {
    if (!dht_check_)
        return;
    dht_check_->answered(named.node, named.id, named.others);
    go_on_checking();
}

void Session::go_on_checking() {
    if (!dht_check_)
        return;
    for (api::Endpoint const& node : dht_check_->next(world_.clock.now()))
        world_.wire.find_nodes(node, dht_check_->target());
}

std::optional<api::DhtCheckView> Session::check_seen() const {
    if (check_begins_)
        return api::DhtCheckView{.is_running = true};
    return dht_check_ ? std::optional{dht_check_->view(world_.clock.now())} : std::nullopt;
}

} // namespace shoal::engine
