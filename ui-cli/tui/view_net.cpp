#include "core/base/units.hpp"
#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

// How this session stands in the world, as far as it knows: nothing here is guessed. What no part
// of the engine measures is not on the screen.

namespace shoal::tui {
namespace {

using term::Role;

constexpr int bar_width = 20;

/// Peers of all torrents, by how we learnt of them.
std::map<std::string, int> peers_by_source(api::Snapshot const& snapshot) {
    std::map<std::string, int> sums;
    for (auto const& torrent : snapshot.torrents)
        for (auto const& [source, peers] : torrent->sources)
            sums[source] += peers;
    return sums;
}

std::string listening_text(api::Snapshot const& snapshot) {
    std::string text;
    for (auto const& endpoint : snapshot.listening)
        text += (text.empty() ? "" : ", ") + api::to_string(endpoint);
    return text.empty() ? "on no port yet" : text;
}

/// Who dials us proves that they can; that nobody did proves nothing.
std::pair<std::string, Role> reachable_text(std::map<std::string, int> const& sources) {
    auto const incoming = sources.find("incoming");
    if (incoming != sources.end() && incoming->second > 0)
        return {fmt::format("yes: {} dialled us",
                            counted(static_cast<std::size_t>(incoming->second), "peer")),
                Role::good};
    return {"not shown yet: no peer has dialled us; a port that is forwarded helps", Role::warn};
}

std::string dht_text(api::Snapshot const& snapshot) {
    return snapshot.dht_nodes > 0
               ? counted(static_cast<std::size_t>(snapshot.dht_nodes), "node") + " known"
               : "no nodes: it is off, or still looks for them";
}

std::string limits_text(api::RateLimits const& limits) {
    return fmt::format("down {}, up {}", limit_text(limits.down), limit_text(limits.up));
}

int draw_sources(Canvas& canvas, int row, int end, std::map<std::string, int> const& sources) {
    int const begin = row;
    int most = 1;
    for (auto const& [source, peers] : sources)
        most = std::max(most, peers);
    if (row < end)
        canvas.frame.text({row++, 1}, "PEERS BY WHO NAMED THEM", Role::strong);
    if (sources.empty() && row < end)
        canvas.frame.text({row++, 1}, "none yet", Role::dim);
    for (auto const& [source, peers] : sources) {
        if (row >= end)
            break;
        cell(canvas, {row, 2}, 10, source, Align::left);
        cell(canvas, {row, 12}, 7, grouped(peers), Align::right);
        canvas.frame.text({row++, 21},
                          bar(static_cast<double>(peers) / most, bar_width, canvas.caps.charset),
                          Role::down);
    }
    return row - begin;
}

void draw_bans(Canvas& canvas, int row, int end) {
    auto const& bans = canvas.model.snapshot->bans;
    if (row < end)
        canvas.frame.text({row++, 1}, fmt::format("BANNED  {}", counted(bans.size(), "peer")),
                          Role::strong);
    for (auto ban = bans.rbegin(); ban != bans.rend() && row < end; ++ban)
        Line{canvas, {row++, 2}, canvas.columns() - 3}
            .add(api::to_string(ban->peer.endpoint), Role::bad)
            .add(fmt::format("  until {}  ", date_time(ban->until)), Role::dim)
            .add(ban->reason);
}

} // namespace

void draw_net(Canvas& canvas) {
    auto const& snapshot = *canvas.model.snapshot;
    auto const body = body_area(canvas.size());
    int const end = body.top + body.rows;
    auto const sources = peers_by_source(snapshot);
    auto const [reachable, role] = reachable_text(sources);
    canvas.frame.text({1, 1}, "NET", Role::strong);
    int row = body.top;
    row += fact(canvas, row, end - row, "Reachable", reachable, role);
    row += fact(canvas, row, end - row, "Listens", listening_text(snapshot));
    row += fact(canvas, row, end - row, "DHT", dht_text(snapshot));
    row += fact(canvas, row, end - row, "Limits", limits_text(snapshot.rules.limits));
    auto const alternative = limits_text(snapshot.rules.alternative);
    row += fact(canvas, row, end - row, "Alternate",
                alternative + (snapshot.alternative_in_force ? "; in force now" : ""));
    row += body.rows > 12 ? 1 : 0;
    row += draw_sources(canvas, row, end, sources);
    draw_bans(canvas, row + (body.rows > 12 ? 1 : 0), end);
    key_bar(canvas, canvas.size().rows - 1);
}

} // namespace shoal::tui
