#include "core/lab/lab_member.hpp"

#include "core/engine/start.hpp"

#include <future>

namespace shoal::lab {

Result<std::unique_ptr<LabMember>> LabMember::create(Birth birth, Reports& reports,
                                                     SteadyTime deadline) {
    std::unique_ptr<LabMember> member{new LabMember};
    member->dir_ = std::move(birth.dir);
    member->figures_.name = std::move(birth.name);
    member->figures_.role = std::move(birth.role);

    auto listening = std::make_shared<std::promise<std::string>>();
    auto heard = listening->get_future();
    bool told = false; // touched by the engine's thread alone
    SHOAL_TRY(
        member->engine_, engine::start(birth.options, [&reports, index = birth.index, listening,
                                                       told](api::Event const& event) mutable {
            bool const is_tcp = event.kind == api::EventKind::listening && event.text == "tcp";
            if (is_tcp && !std::exchange(told, true))
                listening->set_value(event.where);
            (void)reports.post(Report{index, event});
        }));
    if (heard.wait_until(deadline) != std::future_status::ready)
        return fail(Errc::unavailable, "an engine could not listen on loopback in time",
                    member->figures_.name);
    SHOAL_TRY(member->endpoint_, api::parse_endpoint(heard.get()));
    return member;
}

void LabMember::add(api::Add add) {
    engine_->submit(std::move(add), [](auto const&) {}); // failures arrive as events
}

void LabMember::update() {
    auto const snapshot = engine_->snapshot();
    if (snapshot->torrents.empty())
        return;
    auto const& torrent = snapshot->torrents.front();
    figures_.downloaded = torrent.downloaded;
    figures_.uploaded = torrent.uploaded;
    figures_.wasted = torrent.wasted;
    figures_.down_rate = torrent.down_rate;
    figures_.up_rate = torrent.up_rate;
    figures_.connected = torrent.peers;
    figures_.sources = torrent.sources;
    if (torrent.wanted > 0)
        figures_.done = static_cast<double>(torrent.done) / static_cast<double>(torrent.wanted);
}

void LabMember::completed(double seconds) {
    figures_.seconds = seconds;
    figures_.done = 1;
}

} // namespace shoal::lab
