#include "ui-cli/tui/sources/source_table.hpp"

#include "ui-cli/tui/draw/format.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

constexpr std::string_view live = "live";

/// What the engine saw of the torrent's sources; nothing: it did not answer yet.
api::DiscoveryView const* discovery_of(Model const& model) {
    return model.details.health ? &model.details.health->discovery : nullptr;
}

void tell_trackers(SourceRow& row, Model const& model) {
    auto const& trackers = model.details.trackers;
    if (!trackers || trackers->empty()) {
        row.state = trackers ? "none is named" : "";
        return;
    }
    auto const works =
        std::ranges::count(*trackers, api::TrackerState::working, &api::TrackerView::state);
    row.state =
        fmt::format("{} of {} work{}", works, trackers->size(), trackers->size() == 1 ? "s" : "");
    row.role = works == 0 ? Role::warn : Role::good;
    std::optional<std::int64_t> next;
    for (auto const& tracker : *trackers)
        if (tracker.next_in)
            next = std::min(next.value_or(*tracker.next_in), *tracker.next_in);
    row.next = next ? short_time(*next) : "";
}

void tell_dht(SourceRow& row, Model const& model) {
    auto const& figures = model.net.figures();
    auto const* const discovery = discovery_of(model);
    if (figures && !figures->dht_seen.enabled) {
        row.state = "off";
    } else if (!discovery || !discovery->announced.ago) {
        row.state = "not announced yet";
    } else {
        auto const& [ago, next_in, told, stored] = discovery->announced;
        row.state = fmt::format("announced, {} of {} stored", stored, told);
        row.role = stored == 0 ? Role::warn : Role::good;
        row.next = next_in ? short_time(static_cast<std::int64_t>(*next_in)) : "";
    }
}

void tell_pex(SourceRow& row, Model const& model) {
    auto const* const discovery = discovery_of(model);
    int const peers = discovery ? discovery->pex_peers : 0;
    row.state = peers == 0   ? "nobody talks"
                : peers == 1 ? "1 peer talks"
                             : fmt::format("{} peers talk", peers);
    row.role = peers > 0 ? Role::good : Role::dim;
    row.next = peers > 0 ? live : "";
}

/// Who came proves that others can.
void tell_incoming(SourceRow& row, Model const& model) {
    auto const& figures = model.net.figures();
    if (!figures)
        return;
    auto const& reach = figures->reach;
    bool const is_reached =
        reach.dialled_tcp || reach.dialled_utp || figures->connections.accepted > 0;
    row.state = is_reached ? "reachable" : "nobody came to us yet";
    row.role = is_reached ? Role::good : Role::warn;
    row.next = is_reached ? live : "";
}

void tell_state(SourceRow& row, Model const& model, api::TorrentView const& torrent) {
    bool const is_public = row.name == "dht" || row.name == "pex" || row.name == "lsd";
    row.role = Role::dim;
    if (torrent.is_private && is_public)
        row.state = "off: private";
    else if (row.name == "tracker")
        tell_trackers(row, model);
    else if (row.name == "dht")
        tell_dht(row, model);
    else if (row.name == "pex")
        tell_pex(row, model);
    else if (row.name == "incoming")
        tell_incoming(row, model);
    else
        row.state = row.name == "lsd" ? "the local network" : "by hand, or from before";
}

/// Columns; -1: not shown.
struct Places {
    int state = -1;
    int next = -1;
    int known = 11;
    int met = 19;
    int got = 26;
    int yield = -1;
};

Places places(int columns) {
    constexpr int state_width = 24;
    Places at;
    if (columns < 60)
        return at;
    at.state = 11;
    at.next = at.state + state_width;
    at.known = at.next + 7;
    at.met = at.known + 6;
    at.got = at.met + 5;
    at.yield = columns >= 80 ? at.got + 8 : -1;
    return at;
}

int yield_width(int columns) {
    return std::min(16, columns - places(columns).yield - 8);
}

void draw_heads(Canvas& canvas, int row) {
    auto const at = places(canvas.columns());
    auto const head = [&](int column, int width, std::string_view text, Align align) {
        if (column >= 0)
            cell(canvas, {row, column}, width, text, align, Role::dim);
    };
    bool const is_narrow = at.state < 0;
    head(1, 9, "SOURCE", Align::left);
    head(at.state, 20, "STATE", Align::left);
    head(at.next, 6, "NEXT", Align::right);
    head(at.known, is_narrow ? 7 : 6, "KNOWN", Align::right);
    head(at.met, is_narrow ? 6 : 5, "CONN", Align::right);
    head(at.got, 7, "GOT", Align::right);
    head(at.yield, 16, "YIELD/PEER", Align::left);
}

void draw_row(Canvas& canvas, int row, SourceRow const& source, std::int64_t most) {
    auto const at = places(canvas.columns());
    bool const is_narrow = at.state < 0;
    auto const role = source.known + source.met > 0 ? Role::text : Role::dim;
    cell(canvas, {row, 1}, 9, source.name, Align::left, role);
    if (at.state >= 0)
        canvas.frame.label({row, at.state}, source.state, source.role, at.next - at.state);
    if (at.next >= 0)
        cell(canvas, {row, at.next}, 6, source.next, Align::right, role);
    cell(canvas, {row, at.known}, is_narrow ? 7 : 6, grouped(source.known), Align::right, role);
    cell(canvas, {row, at.met}, is_narrow ? 6 : 5, grouped(source.met), Align::right, role);
    cell(canvas, {row, at.got}, 7, short_size(source.bytes), Align::right, role);
    if (at.yield < 0)
        return;
    int const width = yield_width(canvas.columns());
    auto const share = static_cast<double>(source.yield()) / static_cast<double>(most);
    canvas.frame.text({row, at.yield}, bar(share, width, canvas.caps.charset), Role::down);
    cell(canvas, {row, at.yield + width}, 7, short_rate(source.yield()), Align::right, role);
}

/// How far the sources agree, and what that means; or why the swarm seems split.
std::pair<std::string, Role> overlap_text(Canvas const& canvas) {
    auto const* const discovery = discovery_of(canvas.model);
    if (!discovery)
        return {"", Role::dim};
    if (!discovery->partition.empty())
        return {"overlap  split? " + discovery->partition, Role::bad};
    if (discovery->overlaps.empty())
        return {"overlap  no two sources named eight peers each: too few to compare", Role::dim};
    std::string text;
    for (auto const& [a, b, share] : discovery->overlaps)
        text += fmt::format("{}{:.0f} % of {} and {}", text.empty() ? "" : ", ", share * 100, a, b);
    return {fmt::format("overlap  {} are the same {} one swarm (a low overlap means a split one: "
                        "see {} Net)",
                        text, canvas.sign("→", "->"),
                        key_to(Action::show_net, canvas.state.keymap)),
            Role::dim};
}

} // namespace

std::vector<SourceRow> source_rows(Model const& model, api::TorrentView const& torrent) {
    std::vector<SourceRow> rows;
    for (auto const* const name : {"tracker", "dht", "pex", "lsd", "incoming", "resume"}) {
        SourceRow row{.name = name, .state = {}, .next = {}};
        if (auto const found = torrent.sources.find(name); found != torrent.sources.end())
            row.known = found->second;
        if (auto const* const discovery = discovery_of(model)) {
            auto const met = std::ranges::find(discovery->sources, name, &api::SourceView::name);
            if (met != discovery->sources.end()) {
                row.met = met->peers;
                row.bytes = met->bytes;
                row.known = std::max(row.known, row.met); // who is named twice counts once there
            }
        }
        tell_state(row, model, torrent);
        rows.push_back(std::move(row));
    }
    return rows;
}

void draw_source_table(Canvas& canvas, int row, api::TorrentView const& torrent) {
    constexpr int most_words = 2; // rows
    auto const sources = source_rows(canvas.model, torrent);
    std::int64_t most = 1;
    for (auto const& source : sources)
        most = std::max(most, source.yield());
    draw_heads(canvas, row++);
    for (auto const& source : sources)
        draw_row(canvas, row++, source, most);
    auto const [text, role] = overlap_text(canvas);
    draw_wrapped(canvas, {row, most_words}, 1, canvas.columns() - 2, text, role);
}

} // namespace shoal::tui
