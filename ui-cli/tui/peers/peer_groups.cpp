#include "ui-cli/tui/peers/peer_groups.hpp"

#include <algorithm>

namespace shoal::tui {

Trade trade(api::PeerView const& peer) {
    if (!peer.we_choke)
        return peer.it_chokes ? Trade::we_give : Trade::both;
    return peer.it_chokes ? Trade::none : Trade::they_give;
}

std::string_view to_string(Trade trade) {
    switch (trade) {
    case Trade::both:
        return "TRADING, both unchoked";
    case Trade::we_give:
        return "WE SERVE, they choke us";
    case Trade::they_give:
        return "THEY SERVE, we choke them";
    case Trade::none:
        return "NOTHING MOVES, both choke";
    }
    return "";
}

std::vector<api::PeerView> ordered_peers(std::vector<api::PeerView> peers, bool is_grouped) {
    std::ranges::stable_sort(peers, [&](api::PeerView const& a, api::PeerView const& b) {
        if (is_grouped && trade(a) != trade(b))
            return trade(a) < trade(b);
        return a.down_rate + a.up_rate > b.down_rate + b.up_rate;
    });
    return peers;
}

} // namespace shoal::tui
