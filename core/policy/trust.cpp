#include "core/policy/trust.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::policy {
namespace {

constexpr std::chrono::hours for_bad_data{24};
constexpr std::chrono::hours for_waste{1};
constexpr std::chrono::hours by_hand{24};
constexpr std::string_view reason_by_hand = "by hand";

bool is_same(api::PeerName const& banned, api::PeerName const& peer) {
    if (banned.endpoint.host != peer.endpoint.host)
        return false;
    bool const has_id = banned.id != api::PeerId{};
    return banned.endpoint.port == peer.endpoint.port || (has_id && banned.id == peer.id);
}

} // namespace

bool is_by_hand(api::Ban const& ban) {
    return ban.reason == reason_by_hand;
}

std::vector<api::Ban> Trust::piece_failed(PieceOf piece, std::vector<SuspectBlock> blocks,
                                          bool are_digests_known, WallTime now) {
    auto const guilty = suspects_.failed(piece, std::move(blocks), are_digests_known);
    if (!guilty)
        return {};
    auto ban_of = ban(guilty->peer, fmt::format("sent all of piece {}, which is bad", piece.piece),
                      for_bad_data, now);
    return ban_of ? std::vector{*std::move(ban_of)} : std::vector<api::Ban>{};
}

std::vector<api::Ban> Trust::piece_passed(PieceOf piece, std::span<Sha1Digest const> good,
                                          WallTime now) {
    std::vector<api::Ban> bans;
    for (Guilty const& guilty : suspects_.passed(piece, good))
        if (auto ban_of = convict(guilty, piece.piece, now))
            bans.push_back(*std::move(ban_of));
    return bans;
}

std::optional<api::Ban> Trust::convict(Guilty const& guilty, int piece, WallTime now) {
    return ban(guilty.peer,
               fmt::format("sent {} bad block{} of piece {}", guilty.blocks,
                           guilty.blocks == 1 ? "" : "s", piece),
               for_bad_data, now);
}

std::optional<api::Ban> Trust::behaved(api::PeerName const& peer, Deeds const& deeds,
                                       WallTime now) {
    if (!standings_.note(peer.endpoint, deeds))
        return {};
    return ban(peer, "claims pieces, but rejects or does not answer requests for them", for_waste,
               now);
}

api::Ban Trust::ban_by_hand(api::PeerName const& peer, WallTime now) {
    std::erase_if(bans_, [&](api::Ban const& ban) { return ban.peer == peer; });
    return enter(peer, std::string{reason_by_hand}, by_hand, now);
}

void Trust::lift_bans(api::Endpoint const& peer) {
    std::erase_if(bans_, [&](api::Ban const& ban) { return ban.peer.endpoint == peer; });
}

std::optional<api::Ban> Trust::ban(api::PeerName const& peer, std::string reason,
                                   std::chrono::hours time, WallTime now) {
    if (is_banned(peer, now))
        return {};
    return enter(peer, std::move(reason), time, now);
}

api::Ban Trust::enter(api::PeerName const& peer, std::string reason, std::chrono::hours time,
                      WallTime now) {
    std::erase_if(bans_, [now](api::Ban const& old) { return old.until <= now; });
    keep_newest(bans_, most_bans - 1);
    ++bans_so_far_;
    return bans_.emplace_back(api::Ban{peer, {}, std::move(reason), now + time});
}

bool Trust::is_banned(api::PeerName const& peer, WallTime now) const {
    return std::ranges::any_of(
        bans_, [&](api::Ban const& ban) { return ban.until > now && is_same(ban.peer, peer); });
}

} // namespace shoal::policy
