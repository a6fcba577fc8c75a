#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using api::TrackerState;
using api::TrackerView;
using term::Role;

struct Shown {
    std::string_view word;
    Role role;
};

Shown shown(TrackerState state) {
    switch (state) {
    case TrackerState::idle:
        return {"idle", Role::dim};
    case TrackerState::working:
        return {"works", Role::good};
    case TrackerState::updating:
        return {"asking", Role::text};
    case TrackerState::failing:
        return {"fails", Role::bad};
    case TrackerState::disabled:
        return {"off", Role::dim};
    }
    return {};
}

std::string number(std::optional<int> value) {
    return value ? std::to_string(*value) : "-";
}

struct Places {
    int seeds = -1; ///< not shown
    int next = -1;
    int url = 8;
};

/// STATE [SEEDS LEECH] [NEXT] URL
Places places(int columns) {
    Places at;
    if (columns >= 60) {
        at.seeds = at.url;
        at.url += 14;
    }
    if (columns >= 50) {
        at.next = at.url;
        at.url += 7;
    }
    return at;
}

void draw_row(Canvas& canvas, int line, TrackerView const& tracker, bool is_selected) {
    auto const at = places(canvas.columns());
    auto const [word, role] = shown(tracker.state);
    canvas.frame.text({line, 1}, word, role);
    if (at.seeds > 0) {
        cell(canvas, {line, at.seeds}, 6, number(tracker.seeds), Align::right);
        cell(canvas, {line, at.seeds + 7}, 6, number(tracker.leeches), Align::right);
    }
    if (at.next > 0 && tracker.next_in)
        cell(canvas, {line, at.next}, 6, short_time(*tracker.next_in), Align::right);
    Line text{canvas, {line, at.url + 1}, canvas.columns() - at.url - 1};
    text.add(tracker.url).add("  " + tracker.message, role);
    if (is_selected) {
        canvas.frame.text({line, 0}, ">", Role::selected);
        canvas.frame.restyle({line, 0}, canvas.columns(), Role::selected);
    }
}

void draw_heads(Canvas& canvas, int line) {
    auto const at = places(canvas.columns());
    canvas.frame.text({line, 1}, "STATE", Role::dim);
    if (at.seeds > 0) {
        canvas.frame.text({line, at.seeds + 1}, "SEEDS", Role::dim);
        canvas.frame.text({line, at.seeds + 8}, "LEECH", Role::dim);
    }
    if (at.next > 0)
        canvas.frame.text({line, at.next + 2}, "NEXT", Role::dim);
    canvas.frame.text({line, at.url + 1}, "TRACKER", Role::dim);
}

/// All that the selected tracker said, and how often it failed.
std::string words_of(TrackerView const& tracker) {
    auto text = fmt::format("tier {}", tracker.tier + 1);
    if (tracker.fails > 0)
        text += fmt::format(", failed {} in a row",
                            counted(static_cast<std::size_t>(tracker.fails), "time"));
    return tracker.message.empty() ? text : text + ": " + tracker.message;
}

struct Source {
    std::string_view name;
    int named = 0;          ///< peers it named, connected or not
    int met = 0;            ///< that shook hands
    std::int64_t bytes = 0; ///< they gave us
};

/// In an order that stays. Those that named nobody are there too: that tells something.
std::vector<Source> all_sources(Canvas const& canvas, api::TorrentView const& torrent) {
    std::vector<Source> all{{"tracker"}, {"dht"}, {"pex"}, {"lsd"}, {"incoming"}, {"resume"}};
    auto const& health = canvas.model.details.health;
    for (auto& source : all) {
        if (auto const found = torrent.sources.find(std::string{source.name});
            found != torrent.sources.end())
            source.named = found->second;
        if (!health)
            continue;
        auto const& seen = health->discovery.sources;
        auto const met = std::ranges::find(seen, source.name, &api::SourceView::name);
        if (met != seen.end()) {
            source.met = met->peers;
            source.bytes = met->bytes;
        }
    }
    return all;
}

/// How far the sources agree, or why the swarm seems split.
std::pair<std::string, Role> overlap_text(Canvas const& canvas) {
    auto const& health = canvas.model.details.health;
    if (!health)
        return {"", Role::dim};
    auto const& discovery = health->discovery;
    if (!discovery.partition.empty())
        return {"split? " + discovery.partition, Role::bad};
    std::string text;
    for (auto const& [a, b, share] : discovery.overlaps)
        text += fmt::format("{}{:.0f} % are known to both {} and {}", text.empty() ? "" : ", ",
                            share * 100, a, b);
    return {text.empty() ? "too few peers from two sources to see whether they agree" : text,
            Role::dim};
}

void draw_source(Canvas& canvas, int row, Source const& source, std::int64_t most) {
    auto const role = source.named + source.met > 0 ? Role::text : Role::dim;
    cell(canvas, {row, 1}, 10, source.name, Align::left, role);
    cell(canvas, {row, 11}, 7, grouped(source.named), Align::right, role);
    cell(canvas, {row, 19}, 7, grouped(source.met), Align::right, role);
    cell(canvas, {row, 27}, 7, short_size(source.bytes), Align::right, role);
    if (canvas.columns() >= 60)
        canvas.frame.text({row, 36},
                          bar(static_cast<double>(source.bytes) / static_cast<double>(most), 16,
                              canvas.caps.charset),
                          Role::down);
}

void draw_sources(Canvas& canvas, int row, api::TorrentView const& torrent) {
    auto const sources = all_sources(canvas, torrent);
    std::int64_t most = 1;
    for (auto const& source : sources)
        most = std::max(most, source.bytes);
    canvas.frame.text({row++, 1}, "SOURCE      NAMED     MET     GOT", Role::dim);
    for (auto const& source : sources)
        draw_source(canvas, row++, source, most);
    auto const [text, role] = overlap_text(canvas);
    canvas.frame.label({row, 1}, text, role, canvas.columns() - 2);
}

std::string sources_of(api::TorrentView const& torrent) {
    std::string text = "peers found by";
    for (auto const& [source, peers] : torrent.sources)
        text += fmt::format("  {} {}", source, peers);
    return torrent.sources.empty() ? "no source has named a peer yet" : text;
}

} // namespace

void draw_trackers(Canvas& canvas, api::TorrentView const& torrent) {
    auto const body = body_area(canvas.size());
    if (!canvas.model.details.trackers)
        return draw_waiting(canvas, body.top);
    auto const& trackers = *canvas.model.details.trackers;
    auto const area = trackers_area(canvas.size());
    auto const& scroll = canvas.state.detail.trackers;
    draw_heads(canvas, body.top);
    if (trackers.empty())
        canvas.frame.text({area.top, 1}, "This torrent names no tracker.", Role::dim);
    for (int i = 0; i < area.rows; ++i) {
        auto const index = scroll.top + static_cast<std::size_t>(i);
        if (index < trackers.size()) {
            canvas.frame.clickable({area.top + i, 0}, canvas.columns(), "Row", index);
            draw_row(canvas, area.top + i, trackers[index], index == scroll.cursor);
        }
    }
    int const words = area.top + area.rows;
    if (scroll.cursor < trackers.size())
        canvas.frame.label({words, 1}, words_of(trackers[scroll.cursor]), Role::text,
                           canvas.columns() - 2);
    if (has_source_table(canvas.size()))
        draw_sources(canvas, words + 2, torrent);
    else
        canvas.frame.label({words + 1, 1}, sources_of(torrent), Role::dim, canvas.columns() - 2);
}

} // namespace shoal::tui
