#include "ui-cli/tui/peers/view_peer_words.hpp"

#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/peers/peer_history.hpp"
#include "ui-cli/tui/peers/peer_signs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace shoal::tui {
namespace {

using api::PeerView;
using term::Role;

constexpr int least_for_address = 100; // columns: else the row alone tells it
constexpr std::int64_t step_seconds = 10;

std::string ours_text(PeerView const& peer) {
    auto const queued =
        peer.asks > 0
            ? fmt::format(", {} queued", counted(static_cast<std::size_t>(peer.asks), "request"))
            : std::string{};
    auto const how = peer.we_choke    ? "we choke it"
                     : peer.is_pinned ? "always unchoked, by hand"
                                      : "we unchoke it";
    return how + queued;
}

/// "it unchoked us 7m10 ago", as far as the history shows it.
std::string theirs_text(PeerView const& peer, std::string_view history) {
    if (peer.it_chokes)
        return "it chokes us";
    if (is_owing(peer))
        return fmt::format("it unchokes us but owes us {}",
                           counted(static_cast<std::size_t>(peer.asked), "block"));
    auto const steps = served_steps(history);
    auto const time = short_time(static_cast<std::int64_t>(steps) * step_seconds);
    if (steps == 0)
        return "it unchokes us";
    return steps == history.size() ? fmt::format("it has unchoked us for {} or more", time)
                                   : fmt::format("it unchoked us {} ago", time);
}

/// "gave 4.7 × its take".
std::string balance_text(Canvas const& canvas, PeerView const& peer) {
    if (peer.downloaded == 0 && peer.uploaded == 0)
        return {};
    if (peer.downloaded == 0)
        return "gave nothing";
    if (peer.uploaded == 0)
        return "took nothing";
    auto const times = static_cast<double>(peer.downloaded) / static_cast<double>(peer.uploaded);
    return fmt::format("gave {:.1f} {} its take", times, canvas.sign("×", "x"));
}

std::vector<std::string> phrases(Canvas const& canvas, PeerView const& peer) {
    std::vector<std::string> all{
        ours_text(peer), theirs_text(peer, history_of(canvas.model.details, peer.endpoint))};
    if (peer.rtt)
        all.push_back(fmt::format("RTT {} ms", std::lround(*peer.rtt * 1000)));
    if (peer.sending)
        all.push_back(fmt::format("sends {} ({:.0f} %)", *peer.sending, peer.sending_done * 100));
    all.push_back(balance_text(canvas, peer));
    std::erase(all, "");
    return all;
}

/// How it stands between us, as many phrases as there is room for.
void draw_standing(Canvas& canvas, int row, PeerView const& peer) {
    Line line{canvas, {row, 1}, canvas.columns() - 2};
    std::string_view before;
    if (canvas.columns() >= least_for_address) {
        line.add(api::to_string(peer.endpoint), Role::strong);
        before = "  ";
    }
    if (auto const sole = sole_pieces(canvas.model.details, peer.endpoint); sole > 0) {
        line.add(before).add(
            fmt::format("it alone has {}", counted(static_cast<std::size_t>(sole), "piece")),
            Role::bad);
        before = "; ";
    }
    for (auto const& phrase : phrases(canvas, peer)) {
        if (term::display_width(phrase) + static_cast<int>(before.size()) > line.left())
            continue;
        line.add(before).add(phrase);
        before = "; ";
    }
}

/// Why, and where it comes from.
void draw_origin(Canvas& canvas, int row, PeerView const& peer) {
    auto const interest = peer.we_want ? "it has what we lack" : "it has nothing we lack";
    Line{canvas, {row, 1}, canvas.columns() - 2}
        .add(peer.choke_reason.empty() ? "" : peer.choke_reason + "; ")
        .add(interest)
        .add(fmt::format("   found by {}", fmt::join(peer.sources, ", ")), Role::dim)
        .add(peer.is_outgoing ? ", we dialled" : ", it dialled", Role::dim);
}

} // namespace

void draw_peer_words(Canvas& canvas, Area area, PeerView const& peer) {
    draw_standing(canvas, area.top, peer);
    if (area.rows > 1)
        draw_origin(canvas, area.top + 1, peer);
    if (area.rows > 2)
        canvas.frame.label({area.top + 2, 1},
                           "U unchoked  O by lot, optimistic  A always  c choked   ! owes us "
                           "blocks, or nobody else has what it has",
                           Role::dim, canvas.columns() - 2);
}

} // namespace shoal::tui
