#pragma once

#include "app/errands.hpp"
#include "app/watch_folders.hpp"

#include <thread>
#include <variant>

namespace shoal::app {

/// What is done by itself for a session that lasts: torrents are taken from watched folders, and
/// programs run for torrents. A thread of its own.
class Chores {
public:
    struct Parts {
        api::Engine& engine; ///< outlives us
        /// What could not be done. On the thread of the chores; may only post.
        api::OnEvent tell;
        fs::path log; ///< of what the programs say; empty: it goes where our words go
    };

    Chores(Parts parts, api::Settings const& settings);
    ~Chores();
    Chores(Chores const&) = delete;
    Chores& operator=(Chores const&) = delete;

    /// What to do from now on. Any thread; never blocks.
    void configure(api::Settings const& settings);
    /// Of the session. Any thread; never blocks.
    void post(api::Event const& event);

private:
    void run(std::stop_token const& stop);
    void take(api::Event const& event);
    void take(api::Settings const& settings);
    void tell(std::vector<api::Event> const& words);
    void look();

    Parts parts_;
    Mailbox<std::variant<api::Event, api::Settings>> mailbox_;
    // Of the thread alone.
    Errands errands_;
    std::optional<WatchFolders> watch_;
    SteadyTime next_look_{};
    std::jthread thread_; // last: it uses the above
};

} // namespace shoal::app
