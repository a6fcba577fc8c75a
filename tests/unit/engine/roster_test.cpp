#include "core/engine/session/roster.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using engine::Roster;
using engine::Torrent;

namespace {

Torrent torrent(api::TorrentId id, api::InfoHash hash) {
    Torrent torrent;
    torrent.id = id;
    torrent.view.info_hash = hash;
    return torrent;
}

} // namespace

TEST_CASE("roster: a hybrid is found by either half, and no more once it is gone") {
    Roster roster;
    roster.add(torrent(3, {.v1 = Sha1Digest{1}, .v2 = Sha256Digest{2}}));
    CHECK(roster.holder_of({.v1 = Sha1Digest{1}})->id == 3);
    CHECK(roster.holder_of({.v2 = Sha256Digest{2}})->id == 3);
    CHECK(roster.holder_of({.v1 = Sha1Digest{2}}) == nullptr);
    roster.remove(3);
    CHECK(roster.holder_of({.v1 = Sha1Digest{1}}) == nullptr);
    CHECK(roster.find(3) == nullptr);
    roster.remove(3); // nothing to do
}

TEST_CASE("roster: a new place in the queue is before or after all that there are") {
    Roster roster;
    auto first = torrent(1, {.v1 = Sha1Digest{1}});
    first.kept.queue_key = -5'000'000;
    auto last = torrent(2, {.v1 = Sha1Digest{2}});
    last.kept.queue_key = 7'000'000;
    roster.add(std::move(first));
    Torrent& moved = roster.add(std::move(last));
    CHECK(roster.new_queue_key(true) < -5'000'000);
    CHECK(roster.new_queue_key(false) > 7'000'000);
    CHECK(roster.new_queue_key(false) != roster.new_queue_key(false));
    roster.set_queue_key(moved, 1LL << 40);
    CHECK(roster.new_queue_key(false) > 1LL << 40);
}
