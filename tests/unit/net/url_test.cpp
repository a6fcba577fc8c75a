#include "core/net/url.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::net;

TEST_CASE("url: host, port and target come out, defaults filled in") {
    CHECK(*parse_url("http://example.org") == Url{false, "example.org", 80, "/"});
    CHECK(*parse_url("HTTPS://example.org/a?b#c") == Url{true, "example.org", 443, "/a?b"});
    CHECK(*parse_url("http://[::1]:8080?x") == Url{false, "::1", 8080, "/?x"});
}

TEST_CASE("url: what a request line cannot hold is percent-encoded") {
    CHECK(parse_url("http://h/a b\xc3\xa9")->target == "/a%20b%C3%A9");
}

TEST_CASE("url: other schemes, user names, control characters and bad ports are refused") {
    for (auto const* bad :
         {"", "ftp://h/", "h/a", "http://", "http://u:p@h/", "http://h:0/", "http://h:70000/",
          "http://h:x/", "http://[::1/", "http://h/\r\nX: y"}) {
        CAPTURE(bad);
        CHECK(parse_url(bad).error().code == Errc::invalid_input);
    }
    CHECK(!parse_url("http://h/" + std::string(10'000, 'a')));
}

TEST_CASE("url: a Location header is seen from the page that sent it") {
    auto const base = *parse_url("https://h:444/dir/page?q");
    auto const leads_to = [&](char const* reference) {
        return to_string(*resolve_reference(base, reference));
    };
    CHECK(leads_to("/x") == "https://h:444/x");
    CHECK(leads_to("x?y") == "https://h:444/dir/x?y");
    CHECK(leads_to("?z") == "https://h:444/dir/page?z");
    CHECK(leads_to("//other/x") == "https://other/x");
    CHECK(leads_to("http://other/x") == "http://other/x");
    CHECK(!resolve_reference(base, ""));
}
