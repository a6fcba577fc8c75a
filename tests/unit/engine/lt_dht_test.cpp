#include "core/engine/lt_dht.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::engine;
using health::DhtKind;
using health::DhtMethod;

namespace {

std::string const sender(20, 'i');
std::string const hash(20, 'h');

std::optional<health::DhtPacket> sent(std::string const& bytes) {
    return read_dht(bytes, true);
}

std::optional<health::DhtPacket> got(std::string const& bytes) {
    return read_dht(bytes, false);
}

health::DhtId bytes_of(char byte) {
    health::DhtId id{};
    id.fill(static_cast<std::uint8_t>(byte));
    return id;
}

} // namespace

TEST_CASE("dht packets: our queries say what they look for") {
    auto const packet =
        sent("d1:ad2:id20:" + sender + "9:info_hash20:" + hash + "e1:q9:get_peers1:t2:aa1:y1:qe");
    REQUIRE(packet);
    CHECK(packet->kind == DhtKind::query);
    CHECK(packet->method == DhtMethod::get_peers);
    CHECK(packet->transaction == "aa");
    CHECK(packet->target == bytes_of('h'));
}

TEST_CASE("dht packets: a reply says who answers, and names nodes of both families") {
    auto const node = std::string(20, 'n') + "\x01\x02\x03\x04\x1a\xe1";
    auto const node6 = std::string(20, 'm') + std::string(16, '6') + "\x1a\xe2";
    auto const packet = got("d1:rd2:id20:" + sender + "5:nodes26:" + node + "6:nodes638:" + node6 +
                            "e1:t2:aa1:y1:re");
    REQUIRE(packet);
    CHECK(packet->kind == DhtKind::reply);
    CHECK(packet->id == bytes_of('i'));
    REQUIRE(packet->named.size() == 2);
    CHECK(packet->named[0].id == bytes_of('n'));
    CHECK(packet->named[0].endpoint.address[3] == 4);
    CHECK(packet->named[0].endpoint.port == 6881);
    CHECK(packet->named[1].endpoint.is_v6);
    CHECK(packet->named[1].endpoint.address[15] == '6');
    CHECK(packet->named[1].endpoint.port == 6882);
}

TEST_CASE("dht packets: what is cut short or of another shape is left out, not misread") {
    CHECK(!got("no message"));
    CHECK(!got("d1:y1:xe"));
    CHECK(!got("le"));
    CHECK(!sent("d1:t2:aa1:y1:re")); // our answer to somebody
    auto const odd = got("d1:rd2:id3:abc5:nodes5:abcdee1:t2:aa1:y1:re");
    REQUIRE(odd);
    CHECK(!odd->id);
    CHECK(odd->named.empty());
    auto const error = got("d1:eli203e4:oopse1:t2:aa1:y1:ee");
    REQUIRE(error);
    CHECK(error->kind == DhtKind::error);
}
