#include "core/policy/appetite.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using policy::Appetite;

namespace {

constexpr Appetite::Block first{0, 0};
constexpr Appetite::Block second{0, 16384};
constexpr SteadyTime start{1h};

/// Unchoked at `start`, it asks after `delay`.
Appetite asking_after(SteadyTime::duration delay) {
    Appetite peer;
    peer.unchoked(start);
    peer.asked(first, start + delay);
    return peer;
}

} // namespace

TEST_CASE("appetite: a cancelled request that is answered all the same counts once") {
    auto peer = asking_after(10ms);
    peer.asked(second, start + 10ms);
    peer.settled(first); // its cancel
    peer.settled(first); // and the refusal, or the block that was on its way
    CHECK(!peer.is_idle(start + 1h));
    peer.settled(second);
    CHECK(peer.is_idle(start + 1h));
}

TEST_CASE("appetite: what is asked for without a slot does not wait when the slot comes") {
    Appetite peer;
    peer.asked(first, start);
    peer.unchoked(start);
    CHECK(peer.is_idle(start + 1h));
    peer.asked(first, start + 1h);
    peer.choked();
    CHECK(!peer.is_idle(start + 2h)); // it has no slot
    peer.asked(second, start + 2h);   // on its way when we choked
    peer.unchoked(start + 2h);
    CHECK(peer.is_idle(start + 3h));
}

TEST_CASE("appetite: a fresh slot is not idle before a long round trip is over") {
    Appetite peer;
    peer.unchoked(start);
    CHECK(!peer.is_idle(start + 400ms));
    CHECK(peer.is_idle(start + 500ms));
}

TEST_CASE("appetite: who was sent all that it asked for has its own time to ask for more") {
    auto near = asking_after(5ms);
    auto far = asking_after(300ms);
    auto const last_byte = start + 10s;
    for (Appetite* const peer : {&near, &far}) {
        peer->settled(first);
        peer->paid(last_byte);
    }
    CHECK(!near.is_idle(last_byte + 100ms));
    CHECK(near.is_idle(last_byte + 150ms));
    CHECK(!far.is_idle(last_byte + 550ms));
    CHECK(far.is_idle(last_byte + 600ms));
}

TEST_CASE("appetite: who asks late had nothing to ask for, and is waited for no longer than 2 s") {
    CHECK(asking_after(1min).patience() == Appetite::default_patience);
    CHECK(asking_after(1900ms).patience() == Appetite::most_patience);
}

TEST_CASE("appetite: one delay does not say all") {
    auto peer = asking_after(400ms);
    for (int i = 1; i <= 20; ++i) {
        auto const now = start + i * 1min;
        peer.choked();
        peer.unchoked(now);
        peer.asked(first, now + 100ms);
        CHECK(peer.patience() <= 800ms);
        if (i == 1)
            CHECK(peer.patience() > 600ms);
    }
    CHECK(peer.patience() < 210ms);
}
