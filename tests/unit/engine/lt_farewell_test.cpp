#include "core/engine/lt/lt_farewell.hpp"

#include <boost/asio/error.hpp>
#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::engine;
using health::LeaveReason;

namespace {

health::DialFaults after(lt::error_code const& error) {
    health::DialFaults faults;
    count_fault(error, faults);
    return faults;
}

} // namespace

TEST_CASE("farewell: whom we turn away is told from who leaves") {
    CHECK(leave_reason(lt::errors::upload_upload_connection) == LeaveReason::redundant);
    CHECK(leave_reason(lt::errors::peer_banned) == LeaveReason::banned);
    CHECK(leave_reason(lt::errors::timed_out_inactivity) == LeaveReason::timed_out);
    CHECK(leave_reason(boost::asio::error::eof) == LeaveReason::closed);
}

TEST_CASE("farewell: connections that come to nothing are counted by their reason") {
    CHECK(after(boost::asio::error::timed_out).timed_out == 1);
    CHECK(after(boost::asio::error::host_unreachable).timed_out == 1);
    CHECK(after(boost::asio::error::connection_refused).refused == 1);
    CHECK(after(lt::errors::no_incoming_regular).encryption == 1);
    CHECK(after(lt::errors::invalid_info_hash).wrong_torrent == 1);
    CHECK(after(boost::asio::error::eof).hung_up == 1);
    CHECK(after(boost::asio::error::connection_reset).hung_up == 1);
    CHECK(after(lt::errors::invalid_message).other == 1);
    CHECK(after(lt::errors::self_connection).all() == 0);
}
