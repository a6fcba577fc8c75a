#include "core/policy/choker.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shoal::policy {
namespace {

constexpr auto young_round = 1s;
constexpr int rounds_a_trial = 3; ///< how long an optimistic slot lasts

double seconds(SteadyTime::duration time) {
    return std::chrono::duration<double>(time).count();
}

int optimistic_slots(int slots) {
    return slots < 2 ? 0 : std::max(1, slots / 5);
}

} // namespace

std::string_view to_string(ChokeReason reason) {
    static constexpr std::array<std::string_view, 11> names{
        "gives most", "by lot",     "its turn",       "spare slot",    "by hand", "last piece",
        "outbid",     "snubbed us", "waits its turn", "wants nothing", "no slots"};
    return names.at(static_cast<std::size_t>(reason));
}

SteadyTime::duration round_length(SteadyTime::duration age) {
    if (age < 10s)
        return young_round;
    return age < 60s ? 3s : 10s;
}

/// One decision: who competes, and who has won so far.
class Choker::Decision {
public:
    Decision(Choker& choker, SteadyTime now, std::span<ChokePeer const> peers)
        : choker_(choker), now_(now), is_round_(choker.begins_round(now, peers)) {
        verdicts_.reserve(peers.size());
        for (ChokePeer const& peer : peers)
            enter(peer);
        serve_pinned();
        rank(givers_);
        rank(takers_);
    }

    std::vector<Verdict> operator()() {
        int const slots = slots_ - taken_;
        int const by_lot = givers_.empty() ? 0 : optimistic_slots(slots);
        grant_takers_and_givers(slots - by_lot);
        draw_lots(by_lot, slots);
        grant(takers_, slots - granted_); // lots that nobody was left to draw
        choker_.dealt_ = std::max(slots, granted_) + static_cast<int>(pinned_.size());
        let_pieces_end();
        for (Candidates const* const side : {&pinned_, &givers_, &takers_})
            for (Candidate const& candidate : *side)
                note(candidate, slots);
        return std::move(verdicts_);
    }

private:
    /// Who has its slot and asks for nothing keeps it, and another gets one as well as long as the
    /// line has room.
    [[nodiscard]] int in_place_of_idle() const {
        return choker_.slots_.has_room() ? std::min(idle_, choker_.slots()) : 0;
    }

    void enter(ChokePeer const& peer) {
        Known& known = choker_.known_.at(peer.key);
        verdicts_.push_back({.key = peer.key});
        if (!peer.interested)
            return choker_.set_slot(known, false, now_);
        Candidate candidate{.index = verdicts_.size() - 1, .known = &known};
        candidate.is_giver = !peer.seeding;
        candidate.is_amid_piece = peer.amid_piece;
        // On trial it competes like those without a slot, and so does who has lost its own.
        bool const is_regular = known.has_slot && !known.is_ending && now_ >= known.tried_until;
        candidate.is_kept = is_regular && !is_round_;
        idle_ += known.has_slot && peer.idle ? 1 : 0;
        if (peer.seeding) {
            candidate.is_kept = candidate.is_kept || (is_regular && !had_a_round(known));
            candidate.claim = favour(peer.spread) * waited(known);
        } else {
            candidate.is_snubbing = is_snubbing(known, peer);
            double const stays = is_regular ? hysteresis : 1;
            candidate.claim = candidate.is_snubbing ? 0 : known.received.weighed() * stays;
        }
        (peer.pinned ? pinned_ : side_of(candidate)).push_back(candidate);
    }

    [[nodiscard]] Candidates& side_of(Candidate const& candidate) {
        return candidate.is_giver ? givers_ : takers_;
    }

    /// As many as may be; the others compete like everybody. Between rounds whose slots these were
    /// keep them (`kept`).
    void serve_pinned() {
        slots_ = choker_.slots() + in_place_of_idle();
        auto const most = static_cast<std::size_t>(slots_ == 1 ? 1 : slots_ / 2);
        std::ranges::stable_sort(pinned_, [](Candidate const& a, Candidate const& b) {
            if (a.known->is_by_hand != b.known->is_by_hand)
                return a.known->is_by_hand;
            return a.known->changed < b.known->changed;
        });
        for (; pinned_.size() > most; pinned_.pop_back())
            side_of(pinned_.back()).push_back(pinned_.back());
        for (Candidate& candidate : pinned_) {
            candidate.is_chosen = true;
            candidate.known->tried_until = {};
            candidate.reason = ChokeReason::by_hand;
        }
        taken_ = slots_ == 1 ? 0 : static_cast<int>(pinned_.size());
    }

    /// To stay counts as half a round: less than any other's wait, unless that passes nothing on.
    [[nodiscard]] double waited(Known const& known) const {
        return seconds(known.has_slot ? choker_.round_ / 2 : now_ - known.changed);
    }

    /// Nobody waits for ever, but who passes nothing on waits ever longer, up to a hundred times.
    static double favour(double spread) { return std::clamp(spread * spread, 0.01, 1.0); }

    [[nodiscard]] bool had_a_round(Known const& known) const {
        return now_ - known.changed >= choker_.round_;
    }

    [[nodiscard]] bool is_snubbing(Known const& known, ChokePeer const& peer) const {
        return peer.wanted && known.has_slot && now_ - known.changed >= snub_after &&
               now_ - known.heard >= snub_after;
    }

    /// Kept ones first, then by claim, then who has waited longest.
    static void rank(Candidates& side) {
        std::ranges::stable_sort(side, [](Candidate const& a, Candidate const& b) {
            if (a.is_kept != b.is_kept)
                return a.is_kept;
            if (a.claim != b.claim)
                return a.claim > b.claim;
            return a.known->changed < b.known->changed;
        });
    }

    /// Those who give come first, but where we seed as well, that has its share. Between rounds
    /// nobody loses its slot, even if there are more of them than are to be dealt now.
    void grant_takers_and_givers(int regular) {
        auto const shared = static_cast<int>(givers_.size() + takers_.size());
        int const in_share = regular * static_cast<int>(takers_.size()) / std::max(shared, 1);
        int const for_takers = takers_.empty() ? 0 : std::min(regular / 2, std::max(1, in_share));
        int const claims = static_cast<int>(
            std::ranges::count_if(givers_, [](Candidate const& giver) { return giver.claim > 0; }));
        int const kept_takers = kept(takers_);
        int const for_givers = std::min(claims, regular - std::max(for_takers, kept_takers));
        grant(givers_, std::max(for_givers, kept(givers_)));
        grant(takers_, std::max(regular - granted_, kept_takers));
        grant(givers_, regular - granted_);
    }

    [[nodiscard]] int kept(Candidates const& side) const {
        auto const count = std::ranges::count(side, true, &Candidate::is_kept);
        return is_round_ ? 0 : static_cast<int>(count);
    }

    void grant(Candidates& side, int slots) {
        for (Candidate& candidate : side) {
            if (slots <= 0)
                return;
            if (candidate.is_chosen)
                continue;
            candidate.is_chosen = true;
            candidate.known->tried_until = {};
            candidate.reason = !candidate.is_giver   ? ChokeReason::turn
                               : candidate.claim > 0 ? ChokeReason::reciprocates
                                                     : ChokeReason::spare;
            --slots;
            ++granted_;
        }
    }

    /// `by_lot` of all `slots`. Who is on trial stays so, in a round as far as there are lots.
    void draw_lots(int by_lot, int slots) {
        for (Candidate& giver : givers_)
            if (!giver.is_chosen && is_on_trial(giver) &&
                (by_lot > 0 || (!is_round_ && !giver.known->is_ending)))
                try_out(giver, by_lot);
        while (by_lot > 0 && granted_ < slots) {
            Candidate* const drawn = draw();
            if (!drawn)
                return;
            drawn->is_drawn = true;
            try_out(*drawn, by_lot);
        }
    }

    /// A trial ends early when somebody waits who was never tried.
    [[nodiscard]] bool is_on_trial(Candidate const& giver) const {
        if (!giver.known->has_slot || now_ >= giver.known->tried_until)
            return false;
        return !had_a_round(*giver.known) || !is_round_ || !has_newcomers();
    }

    [[nodiscard]] bool has_newcomers() const {
        return std::ranges::any_of(givers_, [](Candidate const& giver) {
            return !giver.is_chosen && !giver.known->was_tried;
        });
    }

    void try_out(Candidate& giver, int& by_lot) {
        giver.is_chosen = true;
        giver.reason = ChokeReason::optimistic;
        --by_lot;
        ++granted_;
    }

    /// Who has lost its slot amid a piece gets the rest of it, and who was to have the slot waits;
    /// nobody does where there are fewer slots than before.
    void let_pieces_end() {
        for (Candidates* const side : {&givers_, &takers_})
            for (Candidate& candidate : *side)
                if (!candidate.is_chosen && may_end_piece(candidate)) {
                    if (Candidate* const heir = last_without_slot())
                        heir->is_chosen = false;
                    candidate.is_chosen = candidate.is_ending = true;
                    candidate.reason = ChokeReason::last_piece;
                }
    }

    [[nodiscard]] bool may_end_piece(Candidate const& candidate) const {
        Known const& known = *candidate.known;
        auto const ending = known.is_ending ? now_ - known.ends_since : 0s;
        return known.has_slot && candidate.is_amid_piece && ending < longest_end &&
               now_ - known.served < halt;
    }

    /// Of those who were chosen just now, who has the least claim; null if all had slots already.
    Candidate* last_without_slot() {
        for (Candidates* const side : {&takers_, &givers_})
            for (auto candidate = side->rbegin(); candidate != side->rend(); ++candidate)
                if (candidate->is_chosen && !candidate->known->has_slot)
                    return &*candidate;
        return nullptr;
    }

    /// BEP 3 has newcomers three times as likely to be drawn; of the others, those come first as
    /// often who gave us something once. Null when nobody is left.
    Candidate* draw() {
        enum Standing { newcomer, giver, taker };

        std::array<std::vector<Candidate*>, 3> pots;
        for (Candidate& candidate : givers_)
            if (!candidate.is_chosen)
                pots.at(!candidate.known->was_tried           ? newcomer
                        : candidate.known->received_total > 0 ? giver
                                                              : taker)
                    .push_back(&candidate);
        int const draw = choker_.draws_++;
        if (draw % 4 == 3)
            std::swap(pots[newcomer], pots[giver]);
        if (draw % 16 == 15)
            std::swap(pots[newcomer], pots[taker]);
        auto const pot =
            std::ranges::find_if(pots, [](auto const& candidates) { return !candidates.empty(); });
        if (pot == pots.end())
            return nullptr;
        return (
            *pot)[std::uniform_int_distribution<std::size_t>{0, pot->size() - 1}(choker_.lots_)];
    }

    void note(Candidate const& candidate, int slots) {
        if (candidate.is_chosen && candidate.is_drawn) {
            candidate.known->tried_until = now_ + rounds_a_trial * choker_.round_;
            candidate.known->was_tried = true;
            choker_.tried_[candidate.known->name] = now_;
        }
        Verdict& verdict = verdicts_[candidate.index];
        verdict.unchoke = candidate.is_chosen;
        verdict.ends = candidate.is_ending;
        verdict.reason = candidate.is_chosen     ? candidate.reason
                         : slots == 0            ? ChokeReason::no_slots
                         : !candidate.is_giver   ? ChokeReason::waiting
                         : candidate.is_snubbing ? ChokeReason::snubbed
                                                 : ChokeReason::outbid;
        choker_.set_slot(*candidate.known, candidate.is_chosen, now_);
        candidate.known->is_by_hand = verdict.reason == ChokeReason::by_hand;
        if (std::exchange(candidate.known->is_ending, candidate.is_ending) != candidate.is_ending)
            candidate.known->ends_since = now_;
    }

    Choker& choker_;
    SteadyTime now_;
    bool is_round_;
    int slots_ = 0;     ///< with those in place of the idle
    int taken_ = 0;     ///< of these, by the pinned
    int granted_ = 0;   ///< of the rest
    int idle_ = 0;      ///< that have a slot
    Candidates pinned_; ///< that are served because they are
    Candidates givers_; ///< of torrents that we download
    Candidates takers_; ///< of torrents that we seed
    std::vector<Verdict> verdicts_;
};

std::vector<Verdict> Choker::decide(SteadyTime now, std::span<ChokePeer const> peers) {
    observe(now, peers);
    return Decision{*this, now, peers}();
}

void Choker::observe(SteadyTime now, std::span<ChokePeer const> peers) {
    double const elapsed = last_ == SteadyTime{} ? 0 : seconds(now - last_);
    last_ = now;
    std::int64_t uploaded = 0;
    for (ChokePeer const& peer : peers) {
        auto const [entry, is_new] = known_.try_emplace(peer.key);
        Known& known = entry->second;
        if (is_new) {
            known.name = peer.name;
            known.was_tried = peer.name != 0 && tried_.contains(peer.name);
            known.changed = known.heard = known.served = now;
        }
        auto const received = peer.received - known.received_total;
        if (received > 0)
            known.heard = now;
        known.received.add(static_cast<double>(received), elapsed);
        if (peer.sent > known.sent_total)
            known.served = now;
        uploaded += peer.sent - known.sent_total;
        known.received_total = peer.received;
        known.sent_total = peer.sent;
        known.seen = now;
        // At once when it asked and a slot was free, or when its last piece was whole.
        set_slot(known, peer.unchoked, now);
    }
    slots_.uploaded(static_cast<double>(uploaded), elapsed);
    for (auto const& [key, known] : known_)
        if (known.was_tried)
            tried_[known.name] = now;
    std::erase_if(tried_, [now](auto const& entry) { return now - entry.second > memory; });
    std::erase_if(known_, [now](auto const& entry) { return entry.second.seen != now; });
}

void Choker::set_slot(Known& known, bool has_slot, SteadyTime now) {
    if (std::exchange(known.has_slot, has_slot) == has_slot)
        return;
    known.changed = now;
    known.is_ending = known.is_by_hand = false;
}

int Choker::slots() const {
    return slots_.count(round_ <= young_round);
}

bool Choker::begins_round(SteadyTime now, std::span<ChokePeer const> peers) {
    if (std::ranges::none_of(peers, &ChokePeer::interested)) {
        began_.reset();
        return false;
    }
    if (!began_)
        began_ = next_round_ = now;
    if (now < next_round_)
        return false;
    round_ = round_length(now - *began_);
    next_round_ = now + round_;
    return true;
}

} // namespace shoal::policy
