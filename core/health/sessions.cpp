#include "core/health/sessions.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <iterator>

namespace shoal::health {
namespace {

double seconds(SteadyTime::duration time) {
    return std::chrono::duration<double>(time).count();
}

bool is_our_doing(LeaveReason reason) {
    return reason == LeaveReason::redundant || reason == LeaveReason::banned;
}

/// A machine may have as many addresses of its IPv6 network as it likes.
std::string network_of(std::string const& host) {
    in6_addr v6{};
    if (::inet_pton(AF_INET6, host.c_str(), &v6) != 1)
        return host;
    return {std::begin(v6.s6_addr), std::begin(v6.s6_addr) + 8};
}

} // namespace

Sessions::Identity Sessions::identify(api::PeerName const& name) {
    if (name.id != api::PeerId{})
        return {name.endpoint.host, 0, name.id};
    return {name.endpoint.host, name.endpoint.port, {}};
}

void Sessions::observe(Sample const& sample) {
    bool const is_first = !began_;
    double const passed = is_first ? 0 : seconds(sample.at - now_);
    if (is_first)
        began_ = sample.at;
    now_ = sample.at;
    double arrived = 0;
    for (PeerSample const& peer : sample.peers) {
        auto const [entry, is_new] =
            current_.try_emplace(identify(peer.name), Session{.first = now_, .last = now_});
        entry->second.last = now_;
        entry->second.reason = LeaveReason::closed;
        entry->second.parted = false;
        arrived += is_new && now_ - *began_ > settling ? 1 : 0;
    }
    for (Leave const& leave : sample.left)
        if (auto const gone = current_.find(identify(leave.name)); gone != current_.end()) {
            gone->second.reason = leave.reason;
            gone->second.parted = leave.was_seed && sample.us.is_complete();
        }
    note_seeds(sample);
    in_5_.add(now_, arrived);
    in_60_.add(now_, arrived);
    size_.add(now_, static_cast<double>(sample.peers.size()) * passed);
    settle_departures();
}

void Sessions::note_seeds(Sample const& sample) {
    if (!sample.us.is_complete())
        return parted_.clear(); // a seed stays with who wants something of it
    for (Leave const& leave : sample.left) {
        auto const session = current_.find(identify(leave.name));
        auto const first = session == current_.end() ? now_ : session->second.first;
        auto const network = network_of(leave.name.endpoint.host);
        if (leave.reason == LeaveReason::banned)
            parted_.erase(network);
        else if (leave.was_seed)
            parted_[network] = {.first = first, .last = now_};
    }
    for (PeerSample const& peer : sample.peers)
        parted_.erase(network_of(peer.name.endpoint.host));
    while (parted_.size() > most_away)
        parted_.erase(std::ranges::min_element(
            parted_, {}, [](auto const& entry) { return entry.second.last; }));
}

std::vector<Sessions::Away> Sessions::seeds_away() const {
    std::vector<Away> away;
    for (auto const& [network, session] : parted_)
        away.push_back({seconds(session.last - session.first), seconds(now_ - session.last)});
    return away;
}

void Sessions::settle_departures() {
    double departed = 0;
    for (auto entry = current_.begin(); entry != current_.end();) {
        Session const& session = entry->second;
        if (now_ - session.last <= grace) {
            ++entry;
            continue;
        }
        bool const has_ended = !is_our_doing(session.reason) && !session.parted;
        ++reasons_[std::string{to_string(session.reason)}];
        departed += has_ended ? 1 : 0;
        past_.push_back({seconds(session.last - session.first), has_ended});
        entry = current_.erase(entry);
    }
    while (past_.size() > remembered)
        past_.pop_front();
    out_5_.add(now_, departed);
    out_60_.add(now_, departed);
}

std::vector<SessionLength> Sessions::lengths() const {
    std::vector<SessionLength> all{past_.begin(), past_.end()};
    for (auto const& [who, session] : current_)
        all.push_back({seconds(session.last - session.first), false});
    return all;
}

double Sessions::age(PeerSample const& peer) const {
    auto const session = current_.find(identify(peer.name));
    return session == current_.end() ? 0 : seconds(now_ - session->second.first);
}

Arrivals Sessions::arrivals() const {
    constexpr double hour = 3600;
    double const watched = began_ ? seconds(now_ - *began_ - settling) : 0;
    double const time = std::clamp(watched, 0.0, hour);
    return {in_60_.a_second(now_) * time, time};
}

api::ChurnView Sessions::churn() const {
    api::ChurnView view;
    view.arrivals_5 = in_5_.a_second(now_) * 60;
    view.arrivals_60 = in_60_.a_second(now_) * 60;
    view.departures_5 = out_5_.a_second(now_) * 60;
    view.departures_60 = out_60_.a_second(now_) * 60;
    view.departures = reasons_;
    if (double const size = size_.a_second(now_); size > 0)
        view.turnover = (view.arrivals_60 + view.departures_60) * 60 / size;
    return view;
}

} // namespace shoal::health
