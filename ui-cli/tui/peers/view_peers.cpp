#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/peers/peer_signs.hpp"
#include "ui-cli/tui/peers/view_peer_words.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace shoal::tui {
namespace {

using api::PeerView;
using term::Role;

constexpr int address_column = 6;
constexpr int least_for_empty_groups = 100;

enum class Field { client, has, down, up, got, gave, bars, history, letters, words };

struct Column {
    Field field;
    std::string_view head;
    int width;
    int from; ///< columns that the screen must have
    Align align;
    int below = 10'000; ///< and that it must not
};

bool is_shown(Column const& column, int screen) {
    return screen >= column.from && screen < column.below;
}

constexpr std::array columns{
    Column{Field::client, "CLIENT", 11, 100, Align::left, 150},
    Column{Field::client, "CLIENT", 26, 150, Align::left},
    Column{Field::has, "HAS", 4, 52, Align::right},
    Column{Field::down, "DOWN", 5, 40, Align::right},
    Column{Field::up, "UP", 5, 40, Align::right},
    Column{Field::got, "GOT", 5, 100, Align::right},
    Column{Field::gave, "GAVE", 5, 70, Align::right},
    Column{Field::bars, "  got|gave", 11, 80, Align::left},
    Column{Field::history, "8 MIN", 8, 76, Align::left, 112},
    Column{Field::history, "CHOKE HISTORY 8 MIN", 20, 112, Align::left},
    Column{Field::letters, "FLAGS", 8, 52, Align::left, 120},
    Column{Field::words, "FLAGS", 17, 120, Align::left, 150},
    Column{Field::words, "FLAGS", 34, 150, Align::left},
};

int address_width(int screen) {
    int width = screen - address_column;
    for (auto const& column : columns)
        width -= is_shown(column, screen) ? column.width + 1 : 0;
    return width;
}

void each_column(int screen, auto const& draw) {
    int x = address_column + address_width(screen) + 1;
    for (auto const& column : columns) {
        if (!is_shown(column, screen))
            continue;
        draw(column, x);
        x += column.width + 1;
    }
}

/// Of all peers, what one gave or got at most.
std::int64_t most_moved(std::vector<PeerView> const& peers) {
    std::int64_t most = 0;
    for (auto const& peer : peers)
        most = std::max({most, peer.downloaded, peer.uploaded});
    return most;
}

std::string field_text(Canvas const& canvas, PeerView const& peer, Column const& column,
                       std::int64_t most) {
    auto const& details = canvas.model.details;
    switch (column.field) {
    case Field::client:
        return peer.client;
    case Field::has:
        return fmt::format("{:.0f}%", peer.done * 100);
    case Field::down:
        return short_rate(peer.down_rate);
    case Field::up:
        return short_rate(peer.up_rate);
    case Field::got:
        return short_size(peer.downloaded);
    case Field::gave:
        return short_size(peer.uploaded);
    case Field::bars:
        return give_and_take(canvas, peer.downloaded, peer.uploaded, most);
    case Field::history:
        return history_signs(canvas, peer, static_cast<std::size_t>(column.width));
    case Field::letters:
        return flag_letters(peer, sole_pieces(details, peer.endpoint));
    case Field::words:
        return flag_words(peer, sole_pieces(details, peer.endpoint), column.width);
    }
    return {};
}

Role field_role(Canvas const& canvas, PeerView const& peer, Field field) {
    bool const has_flags = field == Field::letters || field == Field::words;
    if (has_flags && sole_pieces(canvas.model.details, peer.endpoint) > 0)
        return Role::bad;
    return field == Field::down ? Role::down : field == Field::up ? Role::up : Role::text;
}

/// " U⇄U ", with a ! where one should look.
void draw_standing(Canvas& canvas, int line, PeerView const& peer) {
    if (is_owing(peer) || sole_pieces(canvas.model.details, peer.endpoint) > 0)
        canvas.frame.text({line, 1}, "!", Role::bad);
    canvas.frame.text(
        {line, 2},
        fmt::format("{}{}{}", our_letter(peer), trade_sign(canvas, trade(peer)), its_letter(peer)),
        trade_role(trade(peer)));
}

void draw_row(Canvas& canvas, int line, PeerView const& peer, std::int64_t most) {
    draw_standing(canvas, line, peer);
    canvas.frame.label({line, address_column}, api::to_string(peer.endpoint), Role::text,
                       address_width(canvas.columns()));
    each_column(canvas.columns(), [&](Column const& column, int x) {
        cell(canvas, {line, x}, column.width, field_text(canvas, peer, column, most), column.align,
             field_role(canvas, peer, column.field));
    });
}

/// Of all torrents together: "slots 3/4 + 1 optimistic   rechoke in ~6 s"; and shorter.
std::vector<std::string> slot_texts(api::ChokingFigures const& choking) {
    auto const lot = choking.peers.find("by lot");
    int const by_lot = lot == choking.peers.end() ? 0 : lot->second;
    auto const slots =
        fmt::format("slots {}/{}", choking.unchoked - by_lot, std::max(0, choking.slots - by_lot));
    auto const lots = by_lot > 0 ? fmt::format(" + {} optimistic", by_lot) : "";
    if (!choking.next_round)
        return {slots + lots, slots, slots};
    auto const seconds = std::llround(*choking.next_round);
    auto const brief = slots + (by_lot > 0 ? fmt::format("+{}", by_lot) : "");
    return {fmt::format("{}{}   rechoke in ~{} s", slots, lots, seconds),
            fmt::format("{}   rechoke ~{} s", brief, seconds), brief};
}

/// How many of those who want something we serve, and who serves us.
std::string served_text(std::vector<PeerView> const& peers) {
    auto const count = [&](auto const& is) {
        return std::ranges::count_if(peers, is);
    };
    return fmt::format("we serve {} of {} who want, {} of {} serve us",
                       count([](PeerView const& p) { return p.it_wants && !p.we_choke; }),
                       count([](PeerView const& p) { return p.it_wants; }),
                       count([](PeerView const& p) { return p.we_want && !p.it_chokes; }),
                       count([](PeerView const& p) { return p.we_want; }));
}

/// The longest of what there is to say that fits beside the tabs.
void draw_slots(Canvas& canvas, int line, std::vector<PeerView> const& peers) {
    auto const served = served_text(peers);
    auto const key = bracketed(key_for(Action::group_peers, peers_scope, canvas.state.keymap));
    auto const order = fmt::format("{}{}{}", key, key.empty() ? "" : " ",
                                   canvas.state.detail.is_grouped ? "grouped" : "by rate");
    std::vector<std::string> texts{served + "   " + order, served, order, key};
    if (auto const& figures = canvas.model.net.figures()) {
        auto const slots = slot_texts(figures->choking);
        texts = {served + "   " + slots.front() + "   " + order,
                 slots.front() + "   " + order,
                 slots.at(1) + "   " + order,
                 slots.back() + "   " + order,
                 order,
                 slots.back()};
    }
    beside(canvas, line, texts);
}

void draw_heads(Canvas& canvas, int line) {
    canvas.frame.text({line, address_column}, "ADDRESS", Role::dim);
    each_column(canvas.columns(), [&](Column const& column, int x) {
        auto const head =
            column.field == Field::bars ? canvas.sign("  got│gave", column.head) : column.head;
        cell(canvas, {line, x}, column.width, head, column.align, Role::dim);
    });
}

void draw_heading(Canvas& canvas, int line, Trade group, std::vector<PeerView> const& peers) {
    auto const many =
        std::ranges::count_if(peers, [&](PeerView const& peer) { return trade(peer) == group; });
    canvas.frame.fill({line, 0}, canvas.columns(), Role::dim, canvas.sign("─", "-"));
    canvas.frame.text({line, 2}, fmt::format(" {}: {} ", to_string(group), many),
                      trade_role(group));
}

/// Headings from one group's peers to those of the next; wide screens show those of nobody too.
class Headings {
public:
    Headings(Canvas& canvas, std::vector<PeerView> const& peers) : canvas_(canvas), peers_(peers) {}

    /// Before a peer of that group. Returns the row below.
    int before(Trade group, int line) {
        for (; next_ <= static_cast<int>(group); ++next_)
            line = draw(line, static_cast<int>(group));
        return line;
    }

    /// What stands above is on an earlier page.
    void skip_to(Trade group) { next_ = static_cast<int>(group); }

    int after_all(int line) {
        for (; next_ < trade_count; ++next_)
            line = draw(line, trade_count);
        return line;
    }

private:
    int draw(int line, int group) {
        if (next_ != group && canvas_.columns() < least_for_empty_groups)
            return line;
        draw_heading(canvas_, line, static_cast<Trade>(next_), peers_);
        return line + 1;
    }

    Canvas& canvas_;
    std::vector<PeerView> const& peers_;
    int next_ = 0;
};

void draw_list(Canvas& canvas, std::vector<PeerView> const& peers) {
    auto const& detail = canvas.state.detail;
    auto const area = peers_area(canvas.size(), detail.is_grouped);
    bool const has_headings = has_peer_headings(canvas.size(), detail.is_grouped);
    auto const most = most_moved(peers);
    int line = area.top;
    Headings headings{canvas, peers};
    auto const top = detail.peers.top;
    if (top > 0 && top < peers.size())
        headings.skip_to(trade(peers[top]));
    auto const end = std::min(peers.size(), top + static_cast<std::size_t>(area.rows));
    for (auto index = top; index < end; ++index) {
        if (has_headings)
            line = headings.before(trade(peers[index]), line);
        canvas.frame.clickable({line, 0}, canvas.columns(), "Row", index);
        draw_row(canvas, line, peers[index], most);
        if (index == detail.peers.cursor)
            draw_cursor(canvas, {line, 0}, canvas.columns());
        ++line;
    }
    if (has_headings && end == peers.size())
        headings.after_all(line);
}

} // namespace

void draw_peers(Canvas& canvas) {
    auto const body = body_area(canvas.size());
    if (!canvas.model.details.peers)
        return draw_waiting(canvas, body.top);
    auto const peers = ordered_peers(*canvas.model.details.peers, canvas.state.detail.is_grouped);
    draw_slots(canvas, body.top - 1, peers);
    draw_heads(canvas, body.top);
    if (peers.empty()) {
        canvas.frame.text({body.top + 1, 1}, "No peer is connected.", Role::dim);
        return;
    }
    draw_list(canvas, peers);
    auto const cursor = std::min(canvas.state.detail.peers.cursor, peers.size() - 1);
    int const words = peer_words_rows(canvas.size());
    draw_peer_words(canvas, {body.top + body.rows - words, words}, peers[cursor]);
}

} // namespace shoal::tui
