#include "tests/support/fake_engine.hpp"

namespace shoal::test {

std::vector<std::shared_ptr<api::TorrentView const>>
published(std::vector<api::TorrentView> torrents) {
    std::vector<std::shared_ptr<api::TorrentView const>> views;
    for (auto& torrent : torrents)
        views.push_back(std::make_shared<api::TorrentView const>(std::move(torrent)));
    return views;
}

void FakeEngine::ask(api::Question question, api::Answered answered) {
    answered(script_.inform ? script_.inform(question)
                            : fail(Errc::not_found, "no torrent has this number"));
}

void FakeEngine::submit(api::Command command, api::Done done) {
    if (script_.hold) {
        script_.commands.push_back(command);
        return script_.hold(std::move(done));
    }
    auto const id = std::holds_alternative<api::Add>(command) ? ++last_id_ : last_id_;
    done(script_.answer ? script_.answer(command) : Result<api::Reply>{api::Reply{id}});
    script_.commands.push_back(command);
    if (script_.react)
        script_.react(*this, command);
}

void FakeEngine::publish(std::vector<api::TorrentView> torrents) {
    auto next = std::make_shared<api::Snapshot>();
    next->revision = snapshot_->revision + 1;
    next->torrents = published(std::move(torrents));
    snapshot_ = std::move(next);
}

api::StartEngine start_fake(FakeScript& script) {
    return [&script](api::SwarmOptions const& options,
                     api::OnEvent on_event) -> Result<std::unique_ptr<api::Engine>> {
        script.options = options;
        return std::make_unique<FakeEngine>(script, std::move(on_event));
    };
}

api::AttachEngine attach_fake(FakeScript& script) {
    return [&script](fs::path const& socket,
                     api::OnEvent on_event) -> Result<std::unique_ptr<api::Engine>> {
        script.socket = socket;
        auto engine = std::make_unique<FakeEngine>(script, std::move(on_event));
        if (script.on_attach)
            script.on_attach(*engine);
        return engine;
    };
}

} // namespace shoal::test
