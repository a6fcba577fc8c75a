#include "core/engine/reach.hpp"

#include <algorithm>

namespace shoal::engine {
namespace {

// A machine has a few; more are somebody's who lies to us about ours.
constexpr std::size_t most_addresses = 8;
constexpr std::size_t most_mappings = 32;

constexpr std::size_t most_sights = 64; // as api::NatFigures has it

char const* name_of(DialEnd end) {
    switch (end) {
    case DialEnd::refused:
        return "refused";
    case DialEnd::timed_out:
        return "timed_out";
    case DialEnd::other:
        return "other";
    }
    return "?";
}

std::optional<double> ago(SteadyTime now, std::optional<SteadyTime> then) {
    if (!then)
        return std::nullopt;
    return std::chrono::duration<double>(now - *then).count();
}

} // namespace

void Reach::hear(WireEvent const& event, SteadyTime now) {
    if (auto const* const came = std::get_if<PeerCame>(&event))
        note(*came, now);
    else if (auto const* const failed = std::get_if<DialFailed>(&event))
        ++dials_[name_of(failed->how)];
    else if (auto const* const met = std::get_if<PeerMet>(&event))
        dials_["connected"] += met->is_outgoing ? 1 : 0;
    else if (auto const* const seen = std::get_if<ExternalAddress>(&event))
        note(*seen);
    else if (auto const* const mapping = std::get_if<PortMapping>(&event))
        note(*mapping);
    else if (auto const* const listening = std::get_if<Listening>(&event);
             listening && (listening->protocol == "utp" || listening->protocol == "udp"))
        udp_ports_.insert(listening->endpoint.port);
}

void Reach::hear(health::DhtPacket const& answer) {
    if (!answer.us || answer.endpoint.is_v6)
        return;
    // One word for a node: who answers often must not outvote the others.
    std::erase_if(sights_, [&](Sight const& sight) { return sight.node == answer.endpoint; });
    if (sights_.size() >= most_sights)
        sights_.pop_front();
    sights_.push_back({answer.endpoint, answer.us->port});
}

api::NatFigures Reach::nat() const {
    std::set<std::uint16_t> ports;
    api::NatFigures view{.nodes = static_cast<int>(sights_.size())};
    for (Sight const& sight : sights_) {
        ports.insert(sight.port);
        view.kept += udp_ports_.contains(sight.port) ? 1 : 0;
    }
    view.ports = static_cast<int>(ports.size());
    return view;
}

void Reach::note(PeerCame const& came, SteadyTime now) {
    (came.is_utp ? utp_ : tcp_) = now;
}

void Reach::note(ExternalAddress const& seen) {
    std::erase(external_, seen.address);
    if (external_.size() >= most_addresses)
        external_.erase(external_.begin());
    external_.push_back(seen.address);
}

void Reach::note(PortMapping const& mapping) {
    if (mappings_.size() >= most_mappings && !mappings_.contains(mapping.key))
        return;
    auto& known = mappings_[mapping.key];
    auto const transport = known.transport; // a failure does not say
    known = mapping.view;
    if (known.transport.empty())
        known.transport = transport;
}

api::ReachFigures Reach::view(SteadyTime now, std::optional<SteadyTime> asked_dht) const {
    api::ReachFigures view{.external = external_,
                           .mappings = {},
                           .dialled_tcp = ago(now, tcp_),
                           .dialled_utp = ago(now, utp_),
                           .asked_dht = ago(now, asked_dht),
                           .nat = nat(),
                           .dials = dials_};
    for (auto const& [key, mapping] : mappings_)
        view.mappings.push_back(mapping);
    return view;
}

} // namespace shoal::engine
