#pragma once

#include "app/errand.hpp"
#include "core/api/engine.hpp"
#include "core/api/settings.hpp"
#include "core/base/mailbox.hpp"

#include <deque>
#include <set>
#include <thread>

namespace shoal::app {

/// The programs that a session's user wants run: `on_complete`, and those of rules. A few run at a
/// time, the others wait for their turn; those that run when the session ends go on by themselves.
class Errands {
public:
    static constexpr std::size_t at_once = 8;

    struct Parts {
        std::function<std::shared_ptr<api::Snapshot const>()> snapshot;
        /// Of a program that could not be started. On the thread of the errands; may only post.
        std::function<void(api::Event const&)> warn;
        fs::path log; ///< of what they say; empty: it goes where our words go
    };

    Errands(Parts parts, api::Settings const& settings);
    ~Errands();
    Errands(Errands const&) = delete;
    Errands& operator=(Errands const&) = delete;

    /// Which programs to run from now on. Any thread.
    void configure(api::Settings const& settings);
    /// Of the session; runs what it asks for. Any thread; never blocks.
    void post(api::Event const& event);

private:
    struct Errand {
        std::vector<std::string> program;
        std::shared_ptr<api::TorrentView const> torrent;
        std::string rule; ///< empty: it is complete
    };

    void run(std::stop_token const& stop);
    void consider(api::Event const& event);
    [[nodiscard]] bool is_complete_in_place(api::Event const& event,
                                            api::TorrentView const& torrent);
    [[nodiscard]] std::vector<std::string> program_for(api::Event const& event) const;
    void reap();
    void start_next();

    Parts parts_;
    mutable std::mutex mutex_; ///< guards what follows
    std::vector<std::string> on_complete_;
    std::vector<api::Rule> rules_;
    // Of the thread alone.
    std::set<api::TorrentId> on_their_way_; ///< complete, and being moved
    std::deque<Errand> waiting_;
    std::vector<pid_t> running_;
    Mailbox<api::Event> mailbox_;
    std::jthread thread_; // last: it uses the above
};

} // namespace shoal::app
