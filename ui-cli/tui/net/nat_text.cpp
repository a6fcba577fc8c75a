#include "ui-cli/tui/net/nat_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

// Fewer may all be behind the same fault, or lie.
constexpr int telling_nodes = 3;

} // namespace

NatText nat_text(api::NatFigures const& nat, int port) {
    auto const& [nodes, kept, ports] = nat;
    if (port == 0)
        return {"no port to ask about yet", Role::dim};
    if (nodes < telling_nodes)
        return {nodes == 0 ? "no node told yet where it sees us"
                           : fmt::format("too early: only {} of the DHT told where it sees us",
                                         nodes == 1 ? "1 node" : fmt::format("{} nodes", nodes)),
                Role::dim};
    if (kept == nodes)
        return {fmt::format("port {} kept towards {} of {} nodes (open)", port, kept, nodes),
                Role::good};
    if (ports == 1)
        return {fmt::format("port {} mapped to another, the same for all {} nodes", port, nodes),
                Role::good};
    if (kept * 2 > nodes)
        return {fmt::format("port {} kept towards {} of {} nodes", port, kept, nodes), Role::text};
    if (ports * 2 > nodes)
        return {fmt::format("symmetric: {} nodes see {} different ports; few can reach us", nodes,
                            ports),
                Role::warn};
    return {fmt::format("{} nodes see {} different ports", nodes, ports), Role::warn};
}

int listening_port(api::Snapshot const& snapshot) {
    auto const found = std::ranges::find_if(snapshot.listening, [](api::Endpoint const& endpoint) {
        return endpoint.host.find(':') == std::string::npos && endpoint.port > 0;
    });
    return found == snapshot.listening.end() ? 0 : found->port;
}

} // namespace shoal::tui
