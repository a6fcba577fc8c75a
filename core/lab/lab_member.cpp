#include "core/lab/lab_member.hpp"

#include "core/engine/start.hpp"

namespace shoal::lab {
namespace {

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

} // namespace

Result<std::unique_ptr<LabMember>> LabMember::create(Birth birth, Reports& reports,
                                                     SteadyTime deadline) {
    std::unique_ptr<LabMember> member{new LabMember};
    member->plan_ = std::move(birth.plan);
    member->dir_ = std::move(birth.dir);
    member->figures_.name = member->plan_.name;
    member->figures_.role = member->plan_.role;
    member->figures_.arrived = member->plan_.arrives;

    auto listening = std::make_shared<std::promise<std::string>>();
    auto heard = listening->get_future();
    bool told = false; // touched by the engine's thread alone
    SHOAL_TRY(
        member->engine_, engine::start(birth.options, [&reports, index = birth.index, listening,
                                                       told](api::Event const& event) mutable {
            bool const is_tcp = event.kind == api::EventKind::listening && event.text == "tcp";
            if (is_tcp && !std::exchange(told, true))
                listening->set_value(event.where);
            (void)reports.post(Report{index, now(), event});
        }));
    if (heard.wait_until(deadline) != std::future_status::ready)
        return fail(Errc::unavailable, "an engine could not listen on loopback in time",
                    member->figures_.name);
    SHOAL_TRY(member->endpoint_, api::parse_endpoint(heard.get()));
    return member;
}

void LabMember::arrive(double at, api::Add add) {
    figures_.arrived = at;
    auto const answer = std::make_shared<std::promise<api::TorrentId>>();
    torrent_ = answer->get_future();
    engine_->submit(std::move(add), [answer](Result<api::Reply> const& reply) {
        answer->set_value(reply ? reply->id : 0); // a refusal also arrives as an event
    });
}

void LabMember::complete(double at) {
    figures_.seconds = at - figures_.arrived;
    figures_.done = 1;
}

void LabMember::leave(double at) {
    update();
    figures_.left = at;
    figures_.down_rate = figures_.up_rate = 0;
    figures_.connected = 0;
    if (auto const torrent = std::exchange(torrent_, {}).get(); torrent != 0)
        engine_->submit(api::Remove{{torrent}}, [](auto const&) {});
}

void LabMember::update() {
    auto const snapshot = engine_->snapshot();
    figures_.banned.clear();
    for (api::Ban const& ban : snapshot->bans)
        figures_.banned.push_back(api::to_string(ban.peer.endpoint));
    if (!is_present() || snapshot->torrents.empty())
        return;
    auto const& torrent = *snapshot->torrents.front();
    figures_.downloaded = torrent.downloaded;
    figures_.uploaded = torrent.uploaded;
    figures_.wasted = torrent.wasted;
    figures_.down_rate = torrent.down_rate;
    figures_.up_rate = torrent.up_rate;
    figures_.connected = torrent.peers;
    figures_.sources = torrent.sources;
    figures_.pieces_failed = torrent.pieces_failed;
    pieces_ = torrent.have;
    if (torrent.wanted > 0)
        figures_.done = static_cast<double>(torrent.done) / static_cast<double>(torrent.wanted);
}

} // namespace shoal::lab
