#include "ui-cli/tui/peers/peer_signs.hpp"

#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/peers/peer_history.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace shoal::tui {
namespace {

using api::PeerView;
using term::Role;

constexpr int side_width = 5; // columns of a bar

bool is_found_by(PeerView const& peer, std::string_view source) {
    return std::ranges::find(peer.sources, source) != peer.sources.end();
}

/// Half columns that a bar has; what moved at all is seen.
int halves(std::int64_t bytes, std::int64_t most) {
    if (bytes <= 0 || most <= 0)
        return 0;
    auto const share = static_cast<double>(bytes) / static_cast<double>(most);
    return std::max(1, static_cast<int>(std::lround(share * 2 * side_width)));
}

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i)
        out += text;
    return out;
}

} // namespace

char our_letter(PeerView const& peer) {
    if (peer.we_choke)
        return 'c';
    if (peer.is_pinned)
        return 'A';
    return peer.choke_reason.starts_with("by lot") ? 'O' : 'U';
}

char its_letter(PeerView const& peer) {
    return peer.it_chokes ? 'c' : 'U';
}

std::string_view trade_sign(Canvas const& canvas, Trade trade) {
    switch (trade) {
    case Trade::both:
        return canvas.sign("⇄", "=");
    case Trade::we_give:
        return canvas.sign("→", ">");
    case Trade::they_give:
        return canvas.sign("←", "<");
    case Trade::none:
        return canvas.sign("×", "x");
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

bool is_owing(PeerView const& peer) {
    return !peer.it_chokes && peer.asked > 0 && peer.down_rate == 0;
}

std::int64_t sole_pieces(Details const& details, api::Endpoint const& peer) {
    if (!details.health)
        return 0;
    auto const& soles = details.health->copies.sole_holders;
    auto const found = std::ranges::find(soles, peer, &api::HolderView::endpoint);
    return found == soles.end() ? 0 : found->pieces;
}

std::string flag_letters(PeerView const& peer, std::int64_t sole) {
    static constexpr std::array letters{std::pair{"tracker", 'T'},  std::pair{"dht", 'D'},
                                        std::pair{"pex", 'P'},      std::pair{"lsd", 'L'},
                                        std::pair{"incoming", 'I'}, std::pair{"resume", 'R'}};
    std::string text{sole > 0 ? "ONLY " : ""};
    for (auto const& [source, letter] : letters)
        if (is_found_by(peer, source))
            text += letter;
    text += peer.is_utp ? "u" : "";
    text += peer.is_encrypted ? "E" : "";
    return text + (peer.is_seed ? "S" : "");
}

std::string flag_words(PeerView const& peer, std::int64_t sole, int width) {
    auto const only = sole > 0 ? fmt::format("ONLY src {} ", sole) : std::string{};
    auto const way = fmt::format("{}{}{}", peer.is_utp ? "uTP" : "TCP",
                                 peer.is_encrypted ? " enc" : "", peer.is_seed ? " seed" : "");
    auto const first = peer.sources.empty() ? std::string{} : peer.sources.front() + " ";
    auto const all = fmt::format("{}{}", fmt::join(peer.sources, " "), first.empty() ? "" : " ");
    for (auto const& text : {only + all + way, only + first + way, only + way})
        if (term::display_width(text) <= width)
            return text;
    return only.empty() ? way : only;
}

std::string_view history_of(Details const& details, api::Endpoint const& peer) {
    if (!details.health)
        return {};
    auto const& peers = details.health->reciprocity.peers;
    auto const found = std::ranges::find(peers, peer, &api::GivingView::endpoint);
    return found == peers.end() ? std::string_view{} : found->history;
}

std::string history_signs(Canvas const& canvas, PeerView const& peer, std::size_t cells) {
    auto const history = history_of(canvas.model.details, peer.endpoint);
    if (history.empty())
        return {};
    std::string text;
    for (char const mark : compressed(history, cells))
        text += mark == '>'   ? canvas.sign("→", ">")
                : mark == '<' ? canvas.sign("←", "<")
                : mark == '=' ? canvas.sign("⇄", "=")
                : mark == ' ' ? " "
                              : canvas.sign("·", ".");
    return text;
}

std::string give_and_take(Canvas const& canvas, std::int64_t got, std::int64_t gave,
                          std::int64_t most) {
    int const left = halves(got, most);
    int const right = halves(gave, most);
    auto const whole = canvas.sign("█", "#");
    auto const spare_left = side_width - (left + 1) / 2;
    auto const spare_right = side_width - (right + 1) / 2;
    return repeated(" ", spare_left) + (left % 2 == 1 ? std::string{canvas.sign("▐", "+")} : "") +
           repeated(whole, left / 2) + std::string{canvas.sign("│", "|")} +
           repeated(whole, right / 2) + (right % 2 == 1 ? std::string{canvas.sign("▌", "+")} : "") +
           repeated(" ", spare_right);
}

} // namespace shoal::tui
