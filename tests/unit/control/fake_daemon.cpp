#include "tests/unit/control/fake_daemon.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace shoal::test {

void ScriptedEngine::answer(Answer answer) {
    std::scoped_lock lock(mutex_);
    answer_ = std::move(answer);
}

void ScriptedEngine::inform(Inform inform) {
    std::scoped_lock lock(mutex_);
    inform_ = std::move(inform);
}

void ScriptedEngine::hold() {
    std::scoped_lock lock(mutex_);
    is_held_ = true;
}

void ScriptedEngine::submit(api::Command command, api::Done done) {
    std::unique_lock lock(mutex_);
    commands_.push_back(command);
    if (is_held_)
        return void(waiting_.emplace_back(std::move(command), std::move(done)));
    auto const answer = answer_;
    lock.unlock();
    done(answer(command));
}

void ScriptedEngine::ask(api::Question question, api::Answered answered) {
    std::unique_lock lock(mutex_);
    auto const inform = inform_;
    lock.unlock();
    answered(inform(question));
}

std::shared_ptr<api::Snapshot const> ScriptedEngine::snapshot() const {
    std::scoped_lock lock(mutex_);
    return snapshot_;
}

void ScriptedEngine::put(api::Snapshot snapshot) {
    auto next = std::make_shared<api::Snapshot const>(std::move(snapshot));
    std::scoped_lock lock(mutex_);
    snapshot_.swap(next);
}

void ScriptedEngine::release() {
    std::unique_lock lock(mutex_);
    auto const waiting = std::exchange(waiting_, {});
    auto const answer = answer_;
    is_held_ = false;
    lock.unlock();
    for (auto const& [command, done] : waiting)
        done(answer(command));
}

std::vector<api::Command> ScriptedEngine::commands() const {
    std::scoped_lock lock(mutex_);
    return commands_;
}

void FakeDaemon::start() {
    auto started = control::ControlServer::start(engine, {.socket = socket}, "1.2.3");
    REQUIRE_MESSAGE(started.has_value(), started.error().what);
    server = std::move(*started);
}

api::Snapshot resting(std::size_t count) {
    api::Snapshot snapshot{.revision = 1};
    for (std::size_t i = 0; i < count; ++i) {
        api::TorrentView view{.id = static_cast<api::TorrentId>(i + 1), .revision = 1};
        view.info_hash.v1 = sha1(std::as_bytes(std::span{&i, 1}));
        view.name = fmt::format("Some torrent with a name as long as they are, part {}", i);
        view.state = api::TorrentState::complete;
        view.size = view.wanted = view.done = 1'000'000'000 + static_cast<std::int64_t>(i);
        view.pieces = view.pieces_done = 3815;
        view.piece_size = 256 * 1024;
        view.uploaded_before = 123'456'789;
        view.distributed_copies = 1.5;
        view.sources = {{"dht", 3}, {"tracker", 17}};
        view.dir = "/home/somebody/Downloads/torrents";
        view.label = "linux";
        view.added = WallTime{std::chrono::seconds{1'700'000'000}};
        view.completed = WallTime{std::chrono::seconds{1'700'003'600}};
        snapshot.torrents.push_back(std::make_shared<api::TorrentView const>(std::move(view)));
    }
    return snapshot;
}

api::Snapshot with_change(api::Snapshot snapshot, api::TorrentId id,
                          std::function<void(api::TorrentView&)> const& change) {
    ++snapshot.revision;
    for (auto& torrent : snapshot.torrents) {
        if (torrent->id != id)
            continue;
        auto changed = std::make_shared<api::TorrentView>(*torrent);
        changed->revision = snapshot.revision;
        change(*changed);
        torrent = std::move(changed);
    }
    return snapshot;
}

api::Snapshot without(api::Snapshot snapshot, api::TorrentId id) {
    ++snapshot.revision;
    std::erase_if(snapshot.torrents, [id](auto const& torrent) { return torrent->id == id; });
    return snapshot;
}

} // namespace shoal::test
