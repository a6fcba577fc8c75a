#include "core/engine/intake/sources.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::engine;

TEST_CASE("sources: what can be asked is taken") {
    CHECK(check({{"http://t.example/announce", "https://t.example:1/a?k=v", "udp://t.example:6969",
                  "udp://[2001:db8::1]:80/announce"},
                 {"https://example.org/files/", "http://192.0.2.1/x y"}}));
    CHECK(check({}));
}

TEST_CASE("sources: what cannot be asked, or would ask for something else, is refused by name") {
    for (char const* bad :
         {"", "t.example/announce", "udp://t.example", "udp://[2001:db8::1]", "udp://:80",
          "file:///etc/passwd", "javascript:1", "http://", "http://u:p@t.example/a",
          "http://t.example:99999/", "http://t.example/\nX: y", "wss://t.example:1",
          "UDP://t.example:1", "HTTP://t.example/"}) {
        auto const checked = check({{"udp://good.example:1", bad}, {}});
        REQUIRE_MESSAGE(!checked, bad);
        CHECK(checked.error().code == Errc::invalid_input);
        CHECK(checked.error().where == bad);
    }
    CHECK(!check({{}, {"udp://t.example:1"}}));
    auto const long_one = check({{"ftp://" + std::string(10'000, 'x')}, {}});
    REQUIRE(!long_one);
    CHECK(long_one.error().where.size() < 210);
    CHECK(!check({std::vector<std::string>(101, "udp://t.example:1"), {}}));
}

TEST_CASE("sources: what is there already, or named twice, is not new") {
    CHECK(fresh({"a", "b", "b", "c"}, {"a"}, {"c"}) == std::vector<std::string>{"b"});
}

TEST_CASE("sources: a web seed is known again however libtorrent writes its URL") {
    std::vector<std::string> const named{"http://h/a", "http://h/a/b/", "http://h/x y", "http://h"};
    CHECK(named_source(named, "http://h/a") == "http://h/a");
    CHECK(named_source(named, "http://h/a/") == "http://h/a");
    CHECK(named_source(named, "http://h/a/file.iso") == "http://h/a");
    CHECK(named_source(named, "http://h/a/b/file.iso") == "http://h/a/b/");
    CHECK(named_source(named, "http://h/x%20y/") == "http://h/x y");
    CHECK(named_source(named, "http://h/ab") == "http://h");
    CHECK(named_source(named, "http://other/%zz%4") == "http://other/%zz%4");
}
