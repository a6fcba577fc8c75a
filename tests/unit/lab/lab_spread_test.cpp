#include "core/lab/lab_spread.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using Pieces = std::vector<bool>;

TEST_CASE("lab spread: the commonest piece's copies less the rarest's, at the worst moment") {
    Pieces const first{true, true, false};
    Pieces const second{true, false, false};
    lab::SpreadMeter meter;
    meter.look({{&first}, 0});
    meter.look({{&first, &second}, 0});
    meter.look({{&second}, 0});
    CHECK(meter.result().most == 2);
}

TEST_CASE("lab spread: the later one counts from when the downloaders had every piece") {
    Pieces const first{true, true, false};
    Pieces const second{true, false, false};
    Pieces const rest{false, true, true};
    lab::SpreadMeter meter;
    meter.look({{&first, &second}, 0}); // 2, 1, 0
    CHECK(meter.result().most_later == 0);
    meter.look({{&second, &rest}, 0}); // 1, 1, 1
    meter.look({{&first, &rest}, 0});  // 1, 2, 1
    meter.look({{&second}, 0});        // a piece is lost again
    CHECK(meter.result().most == 2);
    CHECK(meter.result().most_later == 1);
    CHECK(meter.result().mean_later == doctest::Approx(2.0 / 3));
}

TEST_CASE("lab spread: who is complete brings every piece, and changes no difference") {
    Pieces const part{true, false};
    lab::SpreadMeter meter;
    meter.look({{&part}, 3});
    meter.look({{}, 4});
    CHECK(meter.result().most == 1);
    CHECK(meter.result().most_later == 1);
    CHECK(meter.result().mean_later == doctest::Approx(0.5));
}

TEST_CASE("lab spread: nobody there is no spread") {
    lab::SpreadMeter meter;
    CHECK(meter.result().mean_later == 0);
    meter.look({});
    CHECK(meter.result().most == 0);
}
