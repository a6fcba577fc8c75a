#pragma once

#include "ui-cli/tui/draw/canvas.hpp"
#include "ui-cli/tui/peers/peer_groups.hpp"

namespace shoal::tui {

// What the table of peers says in a letter, a sign or a word.

/// How we treat it: A always unchoked by hand, O unchoked by lot (optimistic), U unchoked, c
/// choked.
[[nodiscard]] char our_letter(api::PeerView const& peer);
[[nodiscard]] char its_letter(api::PeerView const& peer);

[[nodiscard]] std::string_view trade_sign(Canvas const& canvas, Trade trade);
[[nodiscard]] term::Role trade_role(Trade trade);

/// It was asked for blocks, unchokes us, and sends nothing.
[[nodiscard]] bool is_owing(api::PeerView const& peer);

/// Pieces that nobody else has, nor have we.
[[nodiscard]] std::int64_t sole_pieces(Details const& details, api::Endpoint const& peer);

/// T tracker, D DHT, P PEX, L local, I incoming, R remembered; u uTP, E encrypted, S seed.
[[nodiscard]] std::string flag_letters(api::PeerView const& peer, std::int64_t sole);
/// "ONLY src 214 tracker pex uTP enc", or as much of it as goes into `width`.
[[nodiscard]] std::string flag_words(api::PeerView const& peer, std::int64_t sole, int width);

/// A sign for each part of the last eight minutes; empty while nothing is known.
[[nodiscard]] std::string history_signs(Canvas const& canvas, api::PeerView const& peer,
                                        std::size_t cells);
/// As GivingView::history; empty while nothing is known.
[[nodiscard]] std::string_view history_of(Details const& details, api::Endpoint const& peer);

/// " ▐█│█▌": what it gave us to the left, what we gave it to the right, `most` as five columns.
[[nodiscard]] std::string give_and_take(Canvas const& canvas, std::int64_t got, std::int64_t gave,
                                        std::int64_t most);

} // namespace shoal::tui
