#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/peer_groups.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace shoal::tui {
namespace {

using api::PeerView;
using term::Role;

constexpr int address_column = 5;

enum class Field { client, has, down, up, got, gave, history, flags };

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
    Column{Field::client, "CLIENT", 18, 100, Align::left},
    Column{Field::has, "HAS", 4, 56, Align::right},
    Column{Field::down, "DOWN", 6, 40, Align::right},
    Column{Field::up, "UP", 6, 40, Align::right},
    Column{Field::got, "GOT", 6, 70, Align::right},
    Column{Field::gave, "GAVE", 6, 70, Align::right},
    Column{Field::history, "LAST 3 MIN", 18, 120, Align::right},
    Column{Field::history, "80 S", 8, 76, Align::right, 120},
    Column{Field::flags, "FLAGS", 7, 62, Align::left},
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

/// A always unchoked; T tracker, D DHT, P PEX, L local, I incoming, R remembered; u uTP, E
/// encrypted, S seed.
std::string flags(PeerView const& peer) {
    static constexpr std::array letters{std::pair{"tracker", 'T'},  std::pair{"dht", 'D'},
                                        std::pair{"pex", 'P'},      std::pair{"lsd", 'L'},
                                        std::pair{"incoming", 'I'}, std::pair{"resume", 'R'}};
    std::string text{peer.is_pinned ? "A" : ""};
    for (auto const& [source, letter] : letters)
        if (std::ranges::find(peer.sources, source) != peer.sources.end())
            text += letter;
    text += peer.is_utp ? "u" : "";
    text += peer.is_encrypted ? "E" : "";
    return text + (peer.is_seed ? "S" : "");
}

std::string_view trade_sign(Canvas const& canvas, Trade trade) {
    switch (trade) {
    case Trade::both:
        return canvas.sign("⇄", "<>");
    case Trade::we_give:
        return canvas.sign("→", "->");
    case Trade::they_give:
        return canvas.sign("←", "<-");
    case Trade::none:
        return canvas.sign("·", "--");
    }
    return "";
}

Role trade_role(Trade trade) {
    switch (trade) {
    case Trade::both:
        return Role::good;
    case Trade::we_give:
        return Role::up;
    case Trade::they_give:
        return Role::down;
    case Trade::none:
        return Role::dim;
    }
    return Role::text;
}

/// A sign for each ten seconds: who served whom.
std::string history_text(Canvas const& canvas, PeerView const& peer, int width) {
    auto const& health = canvas.model.details.health;
    if (!health)
        return {};
    auto const& peers = health->reciprocity.peers;
    auto const found = std::ranges::find(peers, peer.endpoint, &api::GivingView::endpoint);
    if (found == peers.end())
        return {};
    std::string_view history = found->history;
    history.remove_prefix(history.size() -
                          std::min(history.size(), static_cast<std::size_t>(width)));
    std::string text;
    for (char const mark : history)
        text += mark == '>'   ? canvas.sign("→", ">")
                : mark == '<' ? canvas.sign("←", "<")
                : mark == '=' ? canvas.sign("⇄", "=")
                              : canvas.sign("·", ".");
    return text;
}

std::string field_text(Canvas const& canvas, PeerView const& peer, Column const& column) {
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
    case Field::history:
        return history_text(canvas, peer, column.width);
    case Field::flags:
        return flags(peer);
    }
    return {};
}

Role field_role(Field field) {
    return field == Field::down ? Role::down : field == Field::up ? Role::up : Role::text;
}

void draw_row(Canvas& canvas, int line, PeerView const& peer, bool is_selected) {
    canvas.frame.text({line, 2}, trade_sign(canvas, trade(peer)), trade_role(trade(peer)));
    canvas.frame.label({line, address_column}, api::to_string(peer.endpoint), Role::text,
                       address_width(canvas.columns()));
    each_column(canvas.columns(), [&](Column const& column, int x) {
        cell(canvas, {line, x}, column.width, field_text(canvas, peer, column), column.align,
             field_role(column.field));
    });
    if (is_selected) {
        canvas.frame.text({line, 0}, ">", Role::selected);
        canvas.frame.restyle({line, 0}, canvas.columns(), Role::selected);
    }
}

/// Of all torrents together: "slots 3/4 + 1 by lot, dealt anew in ~6 s"; as much as fits.
std::vector<std::string> slot_texts(api::ChokingFigures const& choking) {
    auto const lot = choking.peers.find("by lot");
    int const by_lot = lot == choking.peers.end() ? 0 : lot->second;
    auto const slots =
        fmt::format("slots {}/{}", choking.unchoked - by_lot, std::max(0, choking.slots - by_lot));
    auto const lots = by_lot > 0 ? fmt::format(" + {} by lot", by_lot) : "";
    if (!choking.next_round)
        return {slots + lots, slots};
    auto const seconds = std::llround(*choking.next_round);
    return {fmt::format("{}{}, rechoke in ~{} s", slots, lots, seconds),
            fmt::format("{}{} ~{}s", slots, by_lot > 0 ? fmt::format("+{}", by_lot) : "", seconds)};
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

/// Whether the last columns of the line are empty.
bool is_free(Canvas const& canvas, int line, int width) {
    int const from = canvas.columns() - width;
    for (int column = from; column < canvas.columns(); ++column)
        if (column < 0 || canvas.frame.at({line, column}).glyph != " ")
            return false;
    return true;
}

/// The longest that fits beside what the line holds already.
void draw_beside(Canvas& canvas, int line, std::vector<std::string> const& texts) {
    auto const fitting = std::ranges::find_if(texts, [&](std::string const& text) {
        return is_free(canvas, line, term::display_width(text) + 2);
    });
    if (fitting != texts.end())
        canvas.frame.text_before({line, canvas.columns() - 1}, *fitting, Role::dim);
}

void draw_slots(Canvas& canvas, int line, std::vector<PeerView> const& peers) {
    auto const served = served_text(peers);
    std::vector<std::string> texts{served};
    if (auto const& figures = canvas.model.net.figures()) {
        auto const slots = slot_texts(figures->choking);
        texts = {served + "   " + slots.front(), slots.front(), served, slots.back()};
    }
    draw_beside(canvas, line, texts);
}

void draw_heads(Canvas& canvas, int line) {
    canvas.frame.text({line, address_column}, "ADDRESS", Role::dim);
    each_column(canvas.columns(), [&](Column const& column, int x) {
        cell(canvas, {line, x}, column.width, column.head, column.align, Role::dim);
    });
}

void draw_heading(Canvas& canvas, int line, Trade group, std::vector<PeerView> const& peers) {
    auto const many =
        std::ranges::count_if(peers, [&](PeerView const& peer) { return trade(peer) == group; });
    canvas.frame.fill({line, 0}, canvas.columns(), Role::dim, canvas.sign("─", "-"));
    canvas.frame.text({line, 2}, fmt::format(" {}: {} ", to_string(group), many),
                      trade_role(group));
}

/// In words what the selected peer is about.
void draw_words(Canvas& canvas, int line, PeerView const& peer) {
    auto const ours = peer.is_pinned && !peer.we_choke ? "always unchoked, by hand"
                      : peer.choke_reason.empty()
                          ? std::string{peer.we_choke ? "we choke it" : "we serve it"}
                          : peer.choke_reason;
    auto const theirs = peer.it_chokes ? "it chokes us" : "it serves us";
    auto const interest = peer.we_want ? "it has what we lack" : "it has nothing we lack";
    Line{canvas, {line, 1}, canvas.columns() - 2}
        .add(fmt::format("{}; {}; {}", ours, theirs, interest))
        .add(fmt::format("   found by {}", fmt::join(peer.sources, ", ")), Role::dim)
        .add(peer.is_outgoing ? ", we dialled" : ", it dialled", Role::dim);
}

void draw_list(Canvas& canvas, std::vector<PeerView> const& peers) {
    auto const area = peers_area(canvas.size());
    auto const& scroll = canvas.state.detail.peers;
    bool const has_headings = has_peer_headings(canvas.size());
    int line = area.top;
    std::optional<Trade> group;
    auto const end = std::min(peers.size(), scroll.top + static_cast<std::size_t>(area.rows));
    for (auto index = scroll.top; index < end; ++index) {
        auto const& peer = peers[index];
        if (has_headings && group != trade(peer))
            draw_heading(canvas, line++, trade(peer), peers);
        group = trade(peer);
        canvas.frame.clickable({line, 0}, canvas.columns(), "Row", index);
        draw_row(canvas, line++, peer, index == scroll.cursor);
    }
}

} // namespace

void draw_peers(Canvas& canvas) {
    auto const body = body_area(canvas.size());
    if (!canvas.model.details.peers)
        return draw_waiting(canvas, body.top);
    auto const peers = grouped_peers(*canvas.model.details.peers);
    draw_slots(canvas, body.top - 1, peers);
    draw_heads(canvas, body.top);
    if (peers.empty()) {
        canvas.frame.text({body.top + 1, 1}, "No peer is connected.", Role::dim);
        return;
    }
    draw_list(canvas, peers);
    auto const cursor = std::min(canvas.state.detail.peers.cursor, peers.size() - 1);
    draw_words(canvas, body.top + body.rows - 1, peers[cursor]);
}

} // namespace shoal::tui
