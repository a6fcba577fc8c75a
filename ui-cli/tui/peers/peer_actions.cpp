#include "ui-cli/tui/peers/peer_actions.hpp"

#include "ui-cli/tui/peers/peer_groups.hpp"

namespace shoal::tui {
namespace {

void ask_ban(ViewState& state, api::PeerView const& peer, Request request) {
    ConfirmDialog dialog;
    dialog.title = "Ban " + api::to_string(peer.endpoint);
    if (!peer.client.empty())
        dialog.lines.push_back("It calls itself " + peer.client + ".");
    dialog.lines.emplace_back("It is hung up on, and refused in all torrents for 24 h.");
    dialog.request = std::move(request);
    state.dialog = std::move(dialog);
}

} // namespace

void act_on_peer(ViewState& state, Effects& effects, Action action, Model const& model) {
    if (action == Action::group_peers)
        state.detail.is_grouped = !state.detail.is_grouped;
    if (!model.details.peers || model.details.peers->empty())
        return;
    auto const peers = ordered_peers(*model.details.peers, state.detail.is_grouped);
    auto const& peer = peers[std::min(state.detail.peers.cursor, peers.size() - 1)];
    auto const who = api::to_string(peer.endpoint);
    auto const request = [&](api::PeerAct act, std::string const& tried, std::string const& done) {
        return Request{api::TreatPeer{state.detail.id, peer.endpoint, act}, tried + " " + who,
                       who + ": " + done};
    };
    if (action == Action::show_peer_pieces) {
        state.detail.map_of = peer.endpoint;
        state.detail.tab = Tab::pieces;
    } else if (action == Action::hang_up)
        effects.requests.push_back(
            request(api::PeerAct::disconnect, "hanging up on", "hung up on; it may come back"));
    else if (action == Action::ban)
        ask_ban(state, peer, request(api::PeerAct::ban, "banning", "banned for 24 h"));
    else if (action == Action::pin && peer.is_pinned)
        effects.requests.push_back(
            request(api::PeerAct::unpin, "unpinning", "is unchoked as it earns it"));
    else if (action == Action::pin)
        effects.requests.push_back(
            request(api::PeerAct::pin, "pinning", "is always unchoked while it wants something"));
}

} // namespace shoal::tui
