#include "core/engine/lt/lt_farewell.hpp"

#include <boost/asio/error.hpp>

#include <algorithm>
#include <array>

namespace shoal::engine {
namespace {

bool is_timeout(lt::error_code const& error) {
    using namespace boost::system::errc;
    return error == timed_out || error == host_unreachable || error == network_unreachable ||
           error == lt::errors::timed_out || error == lt::errors::timed_out_no_handshake ||
           error == lt::errors::timed_out_inactivity;
}

/// What we do of our own will; the peer may well stay in the swarm.
bool is_our_choice(lt::error_code const& error) {
    using namespace lt::errors;
    static constexpr std::array choices{
        upload_upload_connection, uninteresting_upload_peer, too_many_connections,
        torrent_removed,          torrent_aborted,           torrent_paused,
        session_is_closing,       optimistic_disconnect,     duplicate_peer_id,
        self_connection,          timed_out_no_interest,     timed_out_no_request};
    return std::ranges::any_of(choices, [&](error_code_enum code) { return error == code; });
}

bool is_about_encryption(lt::error_code const& error) {
    using namespace lt::errors;
    static constexpr std::array codes{no_plaintext_mode,
                                      no_rc4_mode,
                                      unsupported_encryption_mode,
                                      sync_hash_not_found,
                                      unsupported_encryption_mode_selected,
                                      invalid_encryption_constant,
                                      no_incoming_encrypted,
                                      no_incoming_regular,
                                      invalid_pad_size};
    return std::ranges::any_of(codes, [&](error_code_enum code) { return error == code; });
}

} // namespace

health::LeaveReason leave_reason(lt::error_code const& error) {
    using health::LeaveReason;
    return error == lt::errors::peer_banned ? LeaveReason::banned
           : is_our_choice(error)           ? LeaveReason::redundant
           : is_timeout(error)              ? LeaveReason::timed_out
                                            : LeaveReason::closed;
}

void count_fault(lt::error_code const& error, health::DialFaults& faults) {
    if (is_our_choice(error))
        return;
    bool const hung_up = error == boost::asio::error::eof ||
                         error == boost::system::errc::connection_reset ||
                         error == boost::system::errc::broken_pipe;
    auto& counter = is_timeout(error)                                  ? faults.timed_out
                    : error == boost::system::errc::connection_refused ? faults.refused
                    : is_about_encryption(error)                       ? faults.encryption
                    : error == lt::errors::invalid_info_hash           ? faults.wrong_torrent
                    : hung_up                                          ? faults.hung_up
                                                                       : faults.other;
    ++counter;
}

} // namespace shoal::engine
