#pragma once

#include "app/errand.hpp"
#include "core/api/event.hpp"
#include "core/api/settings.hpp"

#include <deque>
#include <set>

namespace shoal::app {

/// The programs that a session's user wants run: `on_complete`, and those of rules. A few run at a
/// time, the others wait for their turn, or until the session ends, which waits for none. One
/// thread.
class Errands {
public:
    static constexpr std::size_t at_once = 8;
    /// Who runs for so long while others wait is worth a word.
    static constexpr auto patience = std::chrono::minutes{10};

    /// `log`: see spawn.
    explicit Errands(fs::path log) : log_(std::move(log)) {}

    void configure(api::Settings const& settings);
    /// Whether the event asks for a program, which then waits for its turn.
    void consider(api::Event const& event, std::shared_ptr<api::TorrentView const> const& torrent);
    /// Sees who has ended, and starts others. What went wrong.
    [[nodiscard]] std::vector<api::Event> go_on(api::Snapshot const& now);
    /// Starts all that wait: the session ends.
    [[nodiscard]] std::vector<api::Event> finish(api::Snapshot const& now);

    [[nodiscard]] bool are_running() const { return !running_.empty(); }

private:
    struct Errand {
        std::vector<std::string> program;
        std::shared_ptr<api::TorrentView const> torrent; ///< as it was then
        std::string rule;                                ///< empty: it is complete
    };

    struct Running {
        pid_t child = 0;
        SteadyTime since{};
    };

    [[nodiscard]] bool is_complete_in_place(api::Event const& event,
                                            api::TorrentView const& torrent);
    [[nodiscard]] std::vector<std::string> program_for(api::Event const& event) const;
    void reap();
    [[nodiscard]] std::vector<api::Event> start_some(api::Snapshot const& now, std::size_t most);
    [[nodiscard]] bool is_stuck();

    fs::path log_;
    std::vector<std::string> on_complete_;
    std::vector<api::Rule> rules_;
    std::set<api::TorrentId> on_their_way_; ///< complete, and being moved
    std::deque<Errand> waiting_;
    std::vector<Running> running_; ///< oldest first
    pid_t told_of_ = 0;            ///< that it keeps others waiting
};

} // namespace shoal::app
