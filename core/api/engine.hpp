#pragma once

#include "core/api/command.hpp"
#include "core/api/event.hpp"
#include "core/api/question.hpp"
#include "core/api/snapshot.hpp"
#include "core/api/swarm.hpp"

#include <functional>

namespace shoal::api {

using Done = std::function<void(Result<Reply>)>;
using Answered = std::function<void(Result<Answer>)>;
using OnEvent = std::function<void(Event const&)>;

/// The only door between a session and its faces. Any thread may call; nothing here blocks.
class Engine {
public:
    /// Ends the session: resume data and DHT state are saved. Bounded: a few seconds even if
    /// trackers are dead.
    virtual ~Engine() = default;
    /// `done` runs on the engine's thread and may only post. A full mailbox answers `busy` at once,
    /// on the caller's.
    virtual void submit(Command command, Done done) = 0;
    /// As above.
    virtual void ask(Question question, Answered answered) = 0;
    /// The newest published state; never null.
    [[nodiscard]] virtual std::shared_ptr<Snapshot const> snapshot() const = 0;
};

/// Starts a session. `on_event` runs on the engine's thread and may only post.
using StartEngine =
    std::function<Result<std::unique_ptr<Engine>>(SwarmOptions const&, OnEvent on_event)>;

/// Reaches the session of a running daemon, whose socket this is; unavailable when none runs.
using AttachEngine =
    std::function<Result<std::unique_ptr<Engine>>(fs::path const& socket, OnEvent on_event)>;

} // namespace shoal::api
