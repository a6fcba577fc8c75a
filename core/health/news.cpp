#include "core/health/news.hpp"

#include "core/base/units.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::health {
namespace {

bool takes_part(Sample const& sample) {
    auto const state = sample.us.state;
    return sample.us.has_metadata &&
           (state == api::TorrentState::downloading || state == api::TorrentState::complete);
}

std::vector<api::Endpoint> missing_in(std::set<api::Endpoint> const& those,
                                      std::set<api::Endpoint> const& others) {
    std::vector<api::Endpoint> missing;
    std::ranges::set_difference(those, others, std::back_inserter(missing));
    return missing;
}

/// "seed 192.0.2.7:6881 left; ", or empty.
std::string moved(std::vector<api::Endpoint> const& seeds, std::string_view how) {
    if (seeds.empty())
        return {};
    return seeds.size() == 1 ? fmt::format("seed {} {}; ", api::to_string(seeds.front()), how)
                             : fmt::format("{} seeds {}; ", seeds.size(), how);
}

std::string pieces_text(std::int64_t count) {
    return count == 1 ? "1 piece" : fmt::format("{} pieces", count);
}

/// Who alone has what has one copy left.
std::string holder_text(api::CopiesView const& copies) {
    if (copies.min != 1)
        return {};
    if (copies.only_ours > 0)
        return fmt::format("; only we have {}", pieces_text(copies.only_ours));
    if (copies.sole_holders.empty())
        return {};
    auto const& holder = copies.sole_holders.front();
    return fmt::format("; only {} has {}", api::to_string(holder.endpoint),
                       pieces_text(holder.pieces));
}

} // namespace

std::optional<Remark> News::saw(Sample const& sample) {
    now_ = sample.at;
    note_seeds(sample);
    std::optional<Remark> remark;
    std::map<PeerNumber, Giver> still;
    for (PeerSample const& peer : sample.peers) {
        auto const known = givers_.find(peer.number);
        Giver giver = known == givers_.end() ? Giver{} : known->second;
        if (!remark && (!next_choke_ || now_ >= *next_choke_))
            remark = stopped(giver, peer, now_);
        bool const serves = peer.we_want && !peer.it_chokes;
        if (!serves)
            giver.since.reset();
        else if (!giver.since)
            giver = {.since = now_, .had = peer.downloaded, .told = giver.told};
        if (giver.since || giver.told)
            still.emplace(peer.number, giver);
    }
    givers_ = std::move(still);
    if (remark)
        next_choke_ = now_ + pause;
    return remark;
}

std::optional<Remark> News::stopped(Giver& giver, PeerSample const& peer, SteadyTime now) const {
    bool const is_choked = giver.since && peer.we_want && peer.it_chokes;
    auto const given = peer.downloaded - giver.had;
    if (!is_choked || now - *giver.since < served_for || given < much ||
        (giver.told && now - *giver.told < same_peer))
        return std::nullopt;
    giver.told = now;
    return Remark{.kind = api::EventKind::choke,
                  .text = "choked us after sending " + format_size(given),
                  .where = api::to_string(peer.name.endpoint)};
}

void News::note_seeds(Sample const& sample) {
    bool const is_complete = sample.us.state == api::TorrentState::complete;
    if (!takes_part(sample) || is_complete != was_complete_) { // seeds part from seeds: no news
        began_.reset();
        copies_.reset();
    }
    was_complete_ = is_complete;
    if (!takes_part(sample))
        return;
    began_ = began_.value_or(sample.at);
    seeds_.clear();
    for (PeerSample const& peer : sample.peers)
        if (peer.is_seed)
            seeds_.insert(peer.name.endpoint);
}

std::string News::who_moved() const {
    auto const text = moved(missing_in(seeds_counted_, seeds_), "left");
    return text.empty() ? moved(missing_in(seeds_, seeds_counted_), "came") : text;
}

bool News::was_told(int from, int to) const {
    auto const last = changes_.find({from, to});
    return last != changes_.end() && now_ - last->second < same_change;
}

std::optional<Remark> News::counted(api::CopiesView const& copies) {
    if (!began_)
        return std::nullopt;
    auto const before = copies_.value_or(copies.min);
    bool const is_settled = now_ - *began_ >= settling;
    bool const falls = copies.min < before && copies.min <= 1;
    bool const recovers = copies.min > before && (before == 0 || (before == 1 && told_low_));
    if (!is_settled || !(falls || recovers)) {
        copies_ = copies.min;
        seeds_counted_ = seeds_;
        return std::nullopt;
    }
    if (next_change_ && now_ < *next_change_)
        return std::nullopt; // told then, if it is still so
    auto const who = who_moved();
    copies_ = copies.min;
    seeds_counted_ = seeds_;
    if (was_told(before, copies.min))
        return std::nullopt;
    changes_[{before, copies.min}] = now_;
    told_low_ = falls;
    next_change_ = now_ + pause;
    return Remark{.kind = falls ? api::EventKind::swarm : api::EventKind::recovery,
                  .text = fmt::format("{}minimum availability {} → {}{}", who, before, copies.min,
                                      holder_text(copies)),
                  .where = {}};
}

} // namespace shoal::health
