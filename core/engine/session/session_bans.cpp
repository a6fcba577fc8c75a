#include "core/engine/session/session.hpp"
#include "core/policy/trust.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::engine {

void Session::note(PeerBanned const& banned, Keeper::Kept done) {
    auto const now = world_.clock.wall();
    auto& bans = session_view_.bans;
    std::erase_if(
        bans, [&](api::Ban const& ban) { return ban.until <= now || ban.peer == banned.ban.peer; });
    policy::keep_newest(bans, policy::most_bans - 1);
    api::Ban& ban = bans.emplace_back(banned.ban);
    changed_ = true;
    Torrent const* const torrent = find(banned.torrent);
    if (torrent)
        ban.torrent = torrent->view.info_hash;
    world_.keeper.save_ban(ban, std::move(done));
    if (!torrent)
        return;
    auto const who = api::to_string(ban.peer.endpoint);
    auto const hours = std::chrono::round<std::chrono::hours>(ban.until - now);
    emit(*torrent, api::EventKind::warning,
         fmt::format("banned {} for {} h: {}", who, hours.count(), ban.reason), who);
}

void Session::handle(api::LiftBan const& lift, api::Done const& done) {
    auto const is_meant = [peer = lift.peer](api::Ban const& ban) {
        return ban.peer.endpoint == peer;
    };
    if (std::ranges::none_of(session_view_.bans, is_meant))
        return done(shoal::fail(Errc::not_found,
                                "nobody at this address is banned; name one as "
                                "the list of bans does",
                                api::to_string(lift.peer)));
    world_.keeper.lift_bans(lift.peer, [this, is_meant, peer = lift.peer, done](auto const& kept) {
        if (!kept)
            return done(tl::make_unexpected(kept.error()));
        std::erase_if(session_view_.bans, is_meant);
        changed_ = true;
        world_.wire.lift_bans(peer);
        emit_session(api::EventKind::note, "ban lifted", api::to_string(peer));
        done(api::Reply{});
    });
}

void Session::read_block_lists() {
    auto const& files = housekeeping_.block_lists;
    if (files.empty() && !blocks_some_)
        return;
    world_.jobs.fetch([this, files](std::stop_token) -> Jobs::Completion {
        auto const lists = std::make_shared<BlockLists>(engine::read_block_lists(files));
        return [this, lists] {
            block(*lists);
        };
    });
}

void Session::block(BlockLists const& lists) {
    for (Error const& trouble : lists.troubles)
        emit_session(api::EventKind::warning, "block list left out: " + trouble.what,
                     trouble.where);
    if (lists.bad_lines > 0)
        emit_session(api::EventKind::warning,
                     fmt::format("{} lines of the block lists make no sense, and are left out",
                                 lists.bad_lines),
                     {});
    blocks_some_ = !lists.ranges.empty();
    world_.wire.block(lists.ranges);
}

} // namespace shoal::engine
