#include "core/engine/lt/lt_dht.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::engine;
using namespace std::chrono_literals;
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

TEST_CASE("dht packets: a reply says who answers") {
    auto const packet = got("d1:rd2:id20:" + sender + "5:nodes3:abce1:t2:aa1:y1:re");
    REQUIRE(packet);
    CHECK(packet->kind == DhtKind::reply);
    CHECK(packet->id == bytes_of('i'));
}

TEST_CASE("dht packets: a reply says as whom the node sees us, over IPv4") {
    using namespace std::string_literals;
    auto const seen =
        got("d2:ip6:\xc0\x00\x02\x07\x1a\xe1"s + "1:rd2:id20:" + sender + "e1:t2:aa1:y1:re");
    REQUIRE(seen);
    REQUIRE(seen->us);
    CHECK(seen->us->port == 6881);
    CHECK(seen->us->address[0] == 192);
    CHECK(seen->us->address[3] == 7);
    auto const odd = got("d2:ip3:abc1:rd2:id20:" + sender + "e1:t2:aa1:y1:re");
    REQUIRE(odd);
    CHECK(!odd->us);
}

TEST_CASE("dht packets: what is cut short or of another shape is left out, not misread") {
    CHECK(!got("no message"));
    CHECK(!got("d1:y1:xe"));
    CHECK(!got("le"));
    CHECK(!sent("d1:t2:aa1:y1:re")); // our answer to somebody
    auto const odd = got("d1:rd2:id3:abce1:t2:aa1:y1:re");
    REQUIRE(odd);
    CHECK(!odd->id);
    auto const error = got("d1:eli203e4:oopse1:t2:aa1:y1:ee");
    REQUIRE(error);
    CHECK(error->kind == DhtKind::error);
}

TEST_CASE("alert times: as long ago as libtorrent says") {
    AlertTimes times;
    lt::time_point const lt_now{1000h};
    SteadyTime const now{10h};
    times.take(now, lt_now);
    CHECK(times.of(lt_now - 3s) == now - 3s);
    CHECK(times.of(lt_now - 1s) == now - 1s);
}

TEST_CASE("alert times: none goes back or lies ahead when libtorrent's clock is set") {
    AlertTimes times;
    lt::time_point const lt_now{1000h};
    SteadyTime const now{10h};
    times.take(now, lt_now);
    CHECK(times.of(lt_now - 1s) == now - 1s);
    CHECK(times.of(lt_now + 1h) == now); // stamped before the clock was set back by an hour
    CHECK(times.of(lt_now - 1s) == now);
    times.take(now + 5s, lt_now + 1h + 5s); // and now it is set forward again
    CHECK(times.of(lt_now + 4s) == now);
    CHECK(times.of(lt_now + 1h + 4s) == now + 4s);
}

TEST_CASE("dht answers: a node names others, by compact addresses of both families") {
    auto const read = [](std::string const& bytes) {
        lt::error_code error;
        return read_named(lt::bdecode(bytes, error));
    };
    std::string const v4 = hash + std::string{93, 1, 2, 3, 0x1a, char(0xe1)};
    std::string const nowhere = hash + std::string{93, 1, 2, 4, 0, 0};
    std::string const v6 = hash + std::string{0x20, 1, 0x0d, char(0xb8)} + std::string(11, '\0') +
                           std::string{9, 0, 80};
    auto const named = read("d1:rd2:id20:" + sender + "5:nodes55:" + v4 + nowhere + "cut" +
                            "6:nodes638:" + v6 + "e1:t2:aa1:y1:re");
    REQUIRE(named);
    CHECK(named->id == bytes_of('i'));
    REQUIRE(named->others.size() == 2);
    CHECK(named->others[0].id == bytes_of('h'));
    CHECK(named->others[0].endpoint == api::Endpoint{"93.1.2.3", 6881});
    CHECK(named->others[1].endpoint == api::Endpoint{"2001:db8::9", 80});
    CHECK(!read("d1:eli203e4:oopse1:t2:aa1:y1:ee"));
    CHECK(!read("d1:rd2:id3:abce1:y1:re"));
    CHECK(!read_named({}));
}
