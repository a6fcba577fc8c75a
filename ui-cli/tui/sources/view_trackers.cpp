#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/sources/source_table.hpp"
#include "ui-cli/tui/sources/web_seeds.hpp"
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
    int took = -1;
    int url = 8;
};

/// STATE [SEEDS LEECH] [NEXT] [RTT] URL
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
    if (columns >= 80) {
        at.took = at.url;
        at.url += 9;
    }
    return at;
}

/// "88 ms", "2.1 s"; empty: not known.
std::string took_text(std::optional<double> seconds) {
    if (!seconds)
        return {};
    return *seconds < 1 ? fmt::format("{:.0f} ms", *seconds * 1000)
                        : fmt::format("{:.1f} s", *seconds);
}

void draw_row(Canvas& canvas, int line, TrackerView const& tracker) {
    auto const at = places(canvas.columns());
    auto const [word, role] = shown(tracker.state);
    canvas.frame.text({line, 1}, word, role);
    if (at.seeds > 0) {
        cell(canvas, {line, at.seeds}, 6, number(tracker.seeds), Align::right);
        cell(canvas, {line, at.seeds + 7}, 6, number(tracker.leeches), Align::right);
    }
    if (at.next > 0 && tracker.next_in)
        cell(canvas, {line, at.next}, 6, short_time(*tracker.next_in), Align::right);
    if (at.took > 0)
        cell(canvas, {line, at.took}, 8, took_text(tracker.took), Align::right);
    Line text{canvas, {line, at.url + 1}, canvas.columns() - at.url - 1};
    text.add(tracker.url).add("  " + tracker.message, role);
    if (tracker.fails > 0 && tracker.failing_for)
        text.add("  for " + short_time(static_cast<std::int64_t>(*tracker.failing_for)), Role::dim);
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
    if (at.took > 0)
        canvas.frame.text({line, at.took + 5}, "RTT", Role::dim);
    canvas.frame.text({line, at.url + 1}, "TRACKER", Role::dim);
}

/// All that the selected tracker said, and how long it has been failing.
std::string words_of(TrackerView const& tracker) {
    auto text = fmt::format("tier {}", tracker.tier + 1);
    if (tracker.fails > 0)
        text += fmt::format(", failed {} in a row",
                            counted(static_cast<std::size_t>(tracker.fails), "time"));
    if (tracker.fails > 0 && tracker.failing_for)
        text += ", for " + short_time(static_cast<std::int64_t>(*tracker.failing_for));
    if (tracker.took)
        text += ", its newest answer took " + took_text(tracker.took);
    return tracker.message.empty() ? text : text + ": " + tracker.message;
}

/// As many as there is room for.
std::string sources_of(api::TorrentView const& torrent, int width) {
    std::string text = "found by";
    for (auto const& [source, peers] : torrent.sources) {
        auto const part = fmt::format("  {} {}", source, peers);
        if (static_cast<int>(text.size() + part.size()) > width)
            break;
        text += part;
    }
    return torrent.sources.empty() ? "no source has named a peer yet" : text;
}

/// Those that are shown, from the top; returns the row below, of two at least.
int draw_named(Canvas& canvas, Area area, std::vector<TrackerView> const& trackers) {
    auto const& seeds = web_seeds_of(canvas.model.details);
    auto const& scroll = canvas.state.detail.trackers;
    auto const page = named_sources_page(canvas.size(), canvas.model.details);
    auto const end =
        std::min(named_sources(canvas.model.details), scroll.top + static_cast<std::size_t>(page));
    int line = area.top;
    if (trackers.empty() && scroll.top == 0)
        canvas.frame.text({line++, 1}, "This torrent names no tracker.", Role::dim);
    for (auto index = scroll.top; index < end; ++index) {
        bool const is_seed = index >= trackers.size();
        if (is_seed && (index == trackers.size() || index == scroll.top))
            draw_web_seed_heads(canvas, line++);
        canvas.frame.clickable({line, 0}, canvas.columns(), "Row", index);
        if (is_seed)
            draw_web_seed(canvas, line, seeds[index - trackers.size()]);
        else
            draw_row(canvas, line, trackers[index]);
        if (index == scroll.cursor)
            draw_cursor(canvas, {line, 0}, canvas.columns());
        ++line;
    }
    return std::max(line, area.top + 1);
}

/// All that the one at the cursor said.
void draw_words(Canvas& canvas, int row, std::size_t cursor,
                std::vector<TrackerView> const& trackers) {
    auto const& seeds = web_seeds_of(canvas.model.details);
    bool const is_seed = cursor >= trackers.size();
    auto const text =
        is_seed ? web_seed_words(seeds[cursor - trackers.size()]) : words_of(trackers[cursor]);
    bool const is_dead = is_seed && !seeds[cursor - trackers.size()].error.empty();
    canvas.frame.label({row, 1}, text, is_dead ? Role::warn : Role::text, canvas.columns() - 2);
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
    int const end = draw_named(canvas, area, trackers);
    int const words = std::min(end + 1, area.top + area.rows);
    if (scroll.cursor < named_sources(canvas.model.details))
        draw_words(canvas, words, scroll.cursor, trackers);
    if (has_source_table(canvas.size()))
        draw_source_table(canvas, words + 2, torrent);
    else
        canvas.frame.label({words + 1, 1}, sources_of(torrent, canvas.columns() - 2), Role::dim,
                           canvas.columns() - 2);
}

} // namespace shoal::tui
