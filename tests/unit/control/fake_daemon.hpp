#pragma once

#include "core/control/control_server.hpp"
#include "tests/support/temp_dir.hpp"

#include <condition_variable>

namespace shoal::test {

/// An engine whose snapshot a test sets and whose answers it gives, also later and from another
/// thread. Any thread.
class ScriptedEngine final : public api::Engine {
public:
    using Answer = std::function<Result<api::Reply>(api::Command const&)>;
    using Inform = std::function<Result<api::Answer>(api::Question const&)>;

    /// From now on; by default a command is done, and there is no torrent to ask about.
    void answer(Answer answer);
    void inform(Inform inform);
    /// Commands wait for `release`.
    void hold();

    void submit(api::Command command, api::Done done) override;
    void ask(api::Question question, api::Answered answered) override;
    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const override;

    void put(api::Snapshot snapshot);
    /// Answers the commands that wait.
    void release();
    [[nodiscard]] std::vector<api::Command> commands() const;

private:
    mutable std::mutex mutex_;
    std::vector<api::Command> commands_;
    std::vector<std::pair<api::Command, api::Done>> waiting_;
    bool is_held_ = false;
    Answer answer_ = [](api::Command const&) {
        return api::Reply{.id = 1};
    };
    Inform inform_ = [](api::Question const&) {
        return fail(Errc::not_found, "no such torrent");
    };
    std::shared_ptr<api::Snapshot const> snapshot_ = std::make_shared<api::Snapshot>();
};

/// A daemon with a scripted engine, on a socket in a folder of its own.
struct FakeDaemon {
    TempDir dir;
    fs::path socket = dir / "run/control.sock";
    ScriptedEngine engine;
    std::unique_ptr<control::ControlServer> server;

    FakeDaemon() { start(); }

    void start();

    void stop() { server.reset(); }
};

/// `count` torrents that rest, ids from 1, with revision 1.
[[nodiscard]] api::Snapshot resting(std::size_t count);

/// The snapshot after: `change` has a copy of one torrent of it.
[[nodiscard]] api::Snapshot with_change(api::Snapshot snapshot, api::TorrentId id,
                                        std::function<void(api::TorrentView&)> const& change);

/// The snapshot after, without the torrent.
[[nodiscard]] api::Snapshot without(api::Snapshot snapshot, api::TorrentId id);

} // namespace shoal::test
