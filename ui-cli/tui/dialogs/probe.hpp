#pragma once

#include "core/api/engine.hpp"
#include "core/base/mailbox.hpp"

#include <atomic>
#include <thread>
#include <variant>

namespace shoal::tui {

/// What a quiet look at a swarm shows so far.
struct ProbeView {
    double seconds = 0;                    ///< since it began
    std::string failure;                   ///< why there is nothing to see; untrusted
    std::string name;                      ///< untrusted
    std::int64_t size = 0;                 ///< 0: nobody told yet what the magnet holds
    int peers = 0;                         ///< connected
    int metadata_done = 0;                 ///< pieces of the magnet's metadata
    int metadata_pieces = 0;               ///< 0: nobody told yet how many there are
    std::vector<api::FileView> files;      ///< pads too; empty: as `size`
    std::optional<api::HealthView> health; ///< nothing before its files are known
};

/// Starts a session that shares nothing with the one that is shown. Blocking.
using StartObserver =
    std::function<Result<std::unique_ptr<api::Engine>>(api::OnEvent const& on_event)>;

/// Meets the swarm of a source as a quiet observer, which asks for no piece and gives none, for as
/// long as it lives. It has a thread of its own: there `seen` is called about once a second, and
/// the session ends, which may take seconds.
class Probe {
public:
    using Seen = std::function<void(ProbeView)>;

    /// Once `seen` was told of a failure nothing follows.
    Probe(StartObserver start, std::string source, Seen seen);

    /// Any thread; to wait for the end is to destroy it.
    void stop() { thread_.request_stop(); }

    /// To destroy it takes no time now. Any thread.
    [[nodiscard]] bool has_ended() const { return has_ended_; }

private:
    using Message = std::variant<api::Event, Result<api::Reply>, Result<api::Answer>>;

    void run(StartObserver const& start, std::string const& source, Seen const& seen,
             std::stop_token const& stop);
    void look(api::Engine& engine, Seen const& seen, std::stop_token const& stop);
    void ask(api::Engine& engine);
    void take(api::Event const& event);
    void take(Result<api::Reply> const& reply);
    void take(Result<api::Answer>& answer);

    ProbeView view_;
    api::TorrentId id_ = 0; ///< 0: not added yet
    bool is_asked_ = false; ///< an answer is owed
    Mailbox<Message> mailbox_;
    std::atomic<bool> has_ended_ = false;
    std::jthread thread_; ///< owns all the above
};

} // namespace shoal::tui
