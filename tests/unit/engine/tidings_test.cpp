#include "core/engine/session/tidings.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using engine::Tidings;

TEST_CASE("tidings: events and answers wait for the turn's end, and keep their order") {
    std::vector<std::string> told;
    Tidings tidings{[&](api::Event const& event) {
        told.push_back(event.name);
    }};
    auto const done = tidings.later([&](auto const&) { told.emplace_back("answer"); });
    tidings.event({.name = "first"});
    done(api::Reply{});
    tidings.event({.name = "last"});
    CHECK(told.empty());
    tidings.tell();
    CHECK(told == std::vector<std::string>{"first", "answer", "last"});
    CHECK(tidings.empty());
    tidings.tell();
    CHECK(told.size() == 3);
}

TEST_CASE("tidings: an answer that comes when the session is gone is told all the same") {
    int answered = 0;
    {
        api::Done late;
        {
            Tidings tidings{[](auto const&) {
            }};
            late = tidings.later([&](auto const&) { ++answered; });
        }
        late(api::Reply{});
    }
    CHECK(answered == 1);
}
