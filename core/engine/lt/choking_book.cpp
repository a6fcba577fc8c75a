#include "core/engine/lt/choking_book.hpp"

#include <algorithm>

namespace shoal::engine {

void ChokingBook::note(int slots, std::span<policy::ChokePeer const> peers,
                       std::span<policy::Verdict const> verdicts) {
    std::scoped_lock const lock(mutex_);
    figures_.slots = slots;
    for (auto& [reason, count] : figures_.peers)
        count = 0; // a reason that nobody has now is still shown
    figures_.interested =
        static_cast<int>(std::ranges::count(peers, true, &policy::ChokePeer::interested));
    std::set<policy::PeerKey> served;
    for (policy::Verdict const& verdict : verdicts) {
        auto const reason = std::string{policy::to_string(verdict.reason)};
        ++figures_.peers[reason];
        if (verdict.unchoke)
            served.insert(verdict.key);
        if (served_.contains(verdict.key) != verdict.unchoke)
            ++(verdict.unchoke ? figures_.unchokes : figures_.chokes)[reason];
    }
    figures_.unchoked = static_cast<int>(served.size());
    served_ = std::move(served);
}

api::ChokingFigures ChokingBook::read(SteadyTime now) const {
    std::scoped_lock const lock(mutex_);
    auto figures = figures_;
    if (next_round_ > now && figures.interested > 0) // without takers there are no rounds
        figures.next_round = std::chrono::duration<double>(next_round_ - now).count();
    return figures;
}

} // namespace shoal::engine
