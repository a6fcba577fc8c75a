#include "core/lab/lab_tracker.hpp"

#include <doctest/doctest.h>

TEST_CASE("lab tracker: tells of everybody but the one who asks, in compact form") {
    using namespace std::string_literals;
    CHECK(shoal::lab::announce_reply({0x1234, 0x5678}, 0x1234) ==
          "d8:intervali5e12:min intervali1e5:peers6:\x7f\0\0\1\x56\x78"s + "e");
    CHECK(shoal::lab::announce_reply({7}, 7) == "d8:intervali5e12:min intervali1e5:peers0:e");
}
