#include "core/engine/lt/lt_web_seeds.hpp"

#include <boost/asio/error.hpp>
#include <doctest/doctest.h>

using namespace shoal;
using engine::web_seed_fault;

TEST_CASE("web seed: that a connection ends because all is done is no fault") {
    for (auto const code : {lt::errors::torrent_finished, lt::errors::redirecting,
                            lt::errors::uninteresting_upload_peer, lt::errors::torrent_paused,
                            lt::errors::optimistic_disconnect})
        CHECK(web_seed_fault(code, false).empty());
    CHECK(web_seed_fault(boost::asio::error::operation_aborted, false).empty());
    CHECK(web_seed_fault(boost::asio::error::eof, true).empty());
    CHECK(web_seed_fault({404, lt::http_category()}, false).empty()); // told by an alert
}

TEST_CASE("web seed: what kept it from giving is told") {
    CHECK(web_seed_fault(boost::asio::error::connection_refused, false) == "Connection refused");
    CHECK(web_seed_fault(boost::asio::error::eof, false) ==
          "it closed the connection without an answer");
    CHECK(!web_seed_fault(lt::errors::invalid_range, true).empty());
    CHECK(!web_seed_fault(lt::errors::too_many_corrupt_pieces, true).empty());
}

TEST_CASE("web seed: a connection is known by the host and port of its URL") {
    using engine::leads_to;
    CHECK(leads_to("http://h.example/a", "h.example", 80));
    CHECK(leads_to("https://h.example/a?b@c", "h.example", 443));
    CHECK(leads_to("http://me:secret@h.example:81/a", "h.example", 81));
    CHECK(leads_to("http://[2001:db8::1]:81/a", "2001:db8::1", 81));
    CHECK_FALSE(leads_to("http://h.example/a", "h.example", 81));
    CHECK_FALSE(leads_to("http://h.example/a", "other.example", 80));
    CHECK_FALSE(leads_to("no url@all", "no", 80));
}
