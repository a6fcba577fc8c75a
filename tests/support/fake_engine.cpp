#include "tests/support/fake_engine.hpp"

namespace shoal::test {

void FakeEngine::submit(api::Command command, api::Done done) {
    auto const id = std::holds_alternative<api::Add>(command) ? ++last_id_ : last_id_;
    done(script_.answer ? script_.answer(command) : Result<api::Reply>{api::Reply{id}});
    script_.commands.push_back(command);
    if (script_.react)
        script_.react(*this, command);
}

void FakeEngine::publish(std::vector<api::TorrentView> torrents) {
    auto next = std::make_shared<api::Snapshot>();
    next->revision = snapshot_->revision + 1;
    next->torrents = std::move(torrents);
    snapshot_ = std::move(next);
}

api::StartEngine start_fake(FakeScript& script) {
    return [&script](api::SwarmOptions const& options,
                     api::OnEvent on_event) -> Result<std::unique_ptr<api::Engine>> {
        script.options = options;
        return std::make_unique<FakeEngine>(script, std::move(on_event));
    };
}

} // namespace shoal::test
