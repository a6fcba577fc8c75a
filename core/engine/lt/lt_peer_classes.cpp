#include "core/engine/lt/lt_peer_classes.hpp"

#include <libtorrent/ip_filter.hpp>
#include <libtorrent/peer_class.hpp>
#include <libtorrent/torrent.hpp>

namespace shoal::engine {
namespace {

/// libtorrent's scale goes from 1 to 255.
int weight(api::Priority priority) {
    switch (priority) {
    case api::Priority::low:
        return 1;
    case api::Priority::normal:
        return 4;
    case api::Priority::high:
        return 16;
    }
    return 4;
}

/// A torrent gets a class when it is limited for the first time, and keeps it.
lt::peer_class_t class_of(lt::torrent_handle const& handle) {
    auto const torrent = handle.native_handle();
    if (!torrent)
        return {};
    if (torrent->peer_class() == lt::peer_class_t{}) {
        constexpr int any_limit = 1 << 30;
        handle.set_upload_limit(any_limit); // done at once on this thread
        handle.set_upload_limit(0);
    }
    return torrent->peer_class();
}

} // namespace

void set_peer_classes(lt::session_handle& session, bool is_local_limited) {
    auto const only = [](lt::peer_class_t peer_class) {
        return std::uint32_t{1} << static_cast<std::uint32_t>(peer_class);
    };
    auto const global = only(lt::session_handle::global_peer_class_id);
    auto const local = is_local_limited ? global : only(lt::session_handle::local_peer_class_id);
    lt::ip_filter filter;
    auto const rule = [&](char const* first, char const* last, std::uint32_t classes) {
        filter.add_rule(lt::make_address(first), lt::make_address(last), classes);
    };
    rule("0.0.0.0", "255.255.255.255", global);
    rule("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", global);
    rule("10.0.0.0", "10.255.255.255", local); // RFC 1918
    rule("172.16.0.0", "172.31.255.255", local);
    rule("192.168.0.0", "192.168.255.255", local);
    rule("169.254.0.0", "169.254.255.255", local); // RFC 3927
    rule("127.0.0.0", "127.255.255.255", local);
    rule("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", local); // RFC 4193
    rule("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", local); // RFC 4291
    rule("::1", "::1", local);
    session.set_peer_class_filter(filter);
    auto class_of_locals = session.get_peer_class(lt::session_handle::local_peer_class_id);
    class_of_locals.ignore_unchoke_slots = false;
    session.set_peer_class(lt::session_handle::local_peer_class_id, class_of_locals);
}

void weigh(lt::session_handle& session, lt::torrent_handle const& torrent, api::Priority priority) {
    auto const its_class = torrent.is_valid() ? class_of(torrent) : lt::peer_class_t{};
    if (its_class == lt::peer_class_t{})
        return;
    auto info = session.get_peer_class(its_class);
    info.upload_priority = info.download_priority = weight(priority);
    session.set_peer_class(its_class, info);
}

} // namespace shoal::engine
