#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/net/net_columns.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

using term::Role;

std::string rate_with_limit(std::string_view sign, std::int64_t rate, std::int64_t limit) {
    auto const now = fmt::format("{} {}/s", sign, short_size(rate));
    return limit > 0 ? fmt::format("{} of {}", now, short_size(limit)) : now;
}

/// "23 torrents: 3↓ 6↑ 13 idle 1 failed", each in the first of these that fits it.
std::string tally(Canvas const& canvas) {
    auto const& snapshot = *canvas.model.snapshot;
    auto text = counted(snapshot.torrents.size(), "torrent");
    if (canvas.columns() < 100)
        return text;
    std::size_t failed = 0;
    std::size_t down = 0;
    std::size_t up = 0;
    for (auto const& torrent : snapshot.torrents)
        if (torrent->state == api::TorrentState::error)
            ++failed;
        else if (torrent->down_rate > 0)
            ++down;
        else if (torrent->up_rate > 0)
            ++up;
    auto const idle = snapshot.torrents.size() - failed - down - up;
    std::string parts;
    for (auto const& [many, word] :
         {std::pair{down, canvas.sign("↓", " down")}, std::pair{up, canvas.sign("↑", " up")},
          std::pair{idle, std::string_view{" idle"}},
          std::pair{failed, std::string_view{" failed"}}})
        if (many > 0)
            parts += fmt::format(" {}{}", many, word);
    return parts.empty() ? text : text + ":" + parts;
}

std::string filter_words(Canvas const& canvas) {
    auto const& filter = canvas.state.list.filter.text;
    if (filter.empty())
        return {};
    return fmt::format("filter {}: {} of {}", filter,
                       shown_torrents(canvas.state, canvas.model).size(),
                       canvas.model.snapshot->torrents.size());
}

std::string held_text(Canvas const& canvas) {
    auto const key = key_for(Action::freeze, scope_of(canvas.state), canvas.state.keymap);
    auto const text = "HELD as of " + clock_time(canvas.model.wall);
    return key.empty() ? text : fmt::format("{}; {} goes on", text, key);
}

/// Why this is not how things are now, the longest words first; none: it is.
std::vector<std::string> trouble(Canvas const& canvas) {
    if (canvas.model.snapshot->is_stale)
        return {"! THE DAEMON IS GONE, waiting for its return; this is the last it said",
                "! THE DAEMON IS GONE, waiting for its return", "! THE DAEMON IS GONE"};
    if (canvas.model.silence > 0s)
        return {fmt::format("! NO ANSWER from the engine for {} s", canvas.model.silence.count())};
    if (canvas.state.is_frozen)
        return {held_text(canvas)};
    return {};
}

/// Somebody came to us: so others can too.
bool is_reachable(NetWatch const& net) {
    if (!net.figures())
        return false;
    auto const& reach = net.figures()->reach;
    return reach.dialled_tcp || reach.dialled_utp || net.figures()->connections.accepted > 0;
}

/// " 4+6": of which kinds the addresses are that others see us at.
std::string families(NetWatch const& net) {
    bool has_4 = false;
    bool has_6 = false;
    for (auto const& address : net.figures()->reach.external)
        (address.find(':') == std::string::npos ? has_4 : has_6) = true;
    return has_4 && has_6 ? " 4+6" : has_4 ? " 4" : has_6 ? " 6" : "";
}

/// What the top line says, the most important first.
std::vector<std::string> segments(Canvas const& canvas) {
    auto const& snapshot = *canvas.model.snapshot;
    std::vector<std::string> parts;
    if (!shown_alarms(canvas.model, canvas.state).empty())
        parts.push_back(fmt::format("! see {} Net", key_to(Action::show_net, canvas.state.keymap)));
    auto const sum = total_rates(snapshot);
    auto const& limits =
        snapshot.alternative_in_force ? snapshot.rules.alternative : snapshot.rules.limits;
    parts.push_back(rate_with_limit(canvas.down_sign(), sum.down, limits.down));
    parts.push_back(rate_with_limit(canvas.up_sign(), sum.up, limits.up));
    if (snapshot.alternative_in_force)
        parts.emplace_back("alternative limits");
    if (auto filter = filter_words(canvas); !filter.empty())
        parts.push_back(std::move(filter));
    parts.push_back(tally(canvas));
    if (canvas.model.free_space)
        parts.push_back("free " + short_size(*canvas.model.free_space));
    if (snapshot.dht_nodes > 0)
        parts.push_back(fmt::format("DHT {}", snapshot.dht_nodes));
    if (is_reachable(canvas.model.net))
        parts.push_back("reachable" + families(canvas.model.net));
    if (!snapshot.listening.empty())
        parts.push_back(fmt::format("port {}", snapshot.listening.front().port));
    if (!canvas.model.is_own_engine)
        parts.emplace_back("daemon");
    return parts;
}

} // namespace

void draw_trouble(Canvas& canvas) {
    auto const words = trouble(canvas);
    if (words.empty())
        return;
    canvas.frame.fill({0, 0}, canvas.columns(), Role::bad);
    int const room = canvas.columns() - 2;
    canvas.frame.label({0, 1}, longest_fitting(words, room), Role::bad, room);
}

void draw_title(Canvas& canvas) {
    auto& frame = canvas.frame;
    int const columns = canvas.columns();
    frame.fill({0, 0}, columns, Role::bar);
    auto const clock = clock_time(canvas.model.wall).substr(0, 5);
    int const room = columns - static_cast<int>(clock.size()) - 3;
    int column = 1 + frame.text({0, 1}, "shoal", Role::bar);
    for (auto const& part : segments(canvas)) {
        auto const width = term::display_width(part) + 2;
        if (column + width > room)
            continue;
        column += 2;
        column += frame.text({0, column}, part, Role::bar);
    }
    frame.text_before({0, columns - 1}, clock, Role::bar);
}

} // namespace shoal::tui
