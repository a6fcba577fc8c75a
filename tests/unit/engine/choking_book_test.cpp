#include "core/engine/lt/choking_book.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using policy::ChokePeer;
using policy::ChokeReason;
using policy::Verdict;

TEST_CASE("choking book: counts peers by reason, and slots given and taken once") {
    engine::ChokingBook book;
    std::vector<ChokePeer> const peers{
        {.key = 1, .interested = true}, {.key = 2, .interested = true}, {.key = 3}};
    book.note(4, peers,
              std::vector<Verdict>{{1, true, false, ChokeReason::reciprocates},
                                   {2, false, false, ChokeReason::outbid},
                                   {3, false, false, ChokeReason::uninterested}});
    std::vector<Verdict> const second{{1, false, false, ChokeReason::outbid},
                                      {2, true, false, ChokeReason::optimistic},
                                      {3, false, false, ChokeReason::uninterested}};
    book.note(4, peers, second);
    book.note(4, peers, second);
    auto const figures = book.read(SteadyTime{});
    CHECK(figures.slots == 4);
    CHECK(figures.interested == 2);
    CHECK(figures.unchoked == 1);
    CHECK(figures.peers ==
          std::map<std::string, int>{
              {"by lot", 1}, {"outbid", 1}, {"gives most", 0}, {"wants nothing", 1}});
    CHECK(figures.unchokes ==
          std::map<std::string, std::int64_t>{{"by lot", 1}, {"gives most", 1}});
    CHECK(figures.chokes == std::map<std::string, std::int64_t>{{"outbid", 1}});
}

TEST_CASE("choking book: when all have left, reasons stay with nobody, and totals as they were") {
    engine::ChokingBook book;
    std::vector<ChokePeer> const peers{{.key = 1, .interested = true}};
    std::vector<Verdict> const verdicts{{1, true, false, ChokeReason::turn}};
    book.note(4, peers, verdicts);
    book.note(3, {}, {});
    auto const figures = book.read(SteadyTime{});
    CHECK(figures.slots == 3);
    CHECK(figures.interested == 0);
    CHECK(figures.unchoked == 0);
    CHECK(figures.peers == std::map<std::string, int>{{"its turn", 0}});
    CHECK(figures.unchokes == std::map<std::string, std::int64_t>{{"its turn", 1}});
}
