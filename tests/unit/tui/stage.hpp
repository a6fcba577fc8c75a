#pragma once

#include "tests/support/cli_run.hpp"
#include "ui-cli/tui/run.hpp"

#include <future>

namespace shoal::test {

/// What the terminal does while the loop waits, step by step; then it hangs up.
struct Script {
    struct Step {
        std::function<std::vector<term::Input>()> act;
        std::function<bool()> is_over = {}; ///< unset: at once
    };

    FakeClock clock;
    std::vector<Step> steps;
    std::vector<std::string> drawn; ///< each frame, as text
    term::Size size{80, 24};
    int suspensions = 0;
    std::string copied;

    void press(std::string const& key);
    void type(std::string_view keys);
    void idle(int times); ///< of a quarter of a second each
    /// Something happens, and no key is pressed.
    void happens(std::function<void()> event);
    void click(term::Place place);
    /// Until then the clock stands still; fails the test after ten seconds of real time.
    void until(std::function<bool()> is_so);
    /// Until what runs on a thread of its own has ended.
    void await(std::future<void>& ended);

    [[nodiscard]] bool ever_showed(std::string_view text) const;
    /// The one before the farewell.
    [[nodiscard]] std::string const& last_frame() const;
};

/// The loop between an engine and a terminal that are both fakes.
struct Stage {
    Script script;
    FakeScript engine;
    FakeEngine* running = nullptr; ///< while the loop goes
    api::AttachEngine attach;
    std::function<Result<void>()> leave_behind;
    tui::RunCommand run_command;
    api::Torrents* torrents = nullptr;
    tui::Keymap keymap;
    bool is_passing = false;
    tui::SpaceOf space_of = [](fs::path const&) {
        return std::optional<std::int64_t>{};
    };
    tui::FilesDesk::Ask files_of;
    tui::PlanDesk::Ask plan_of;
    std::stop_source interrupt;

    /// In the script's next step.
    void publish(std::vector<api::TorrentView> views);
    Result<void> run();
};

/// Complete, of 1 MiB.
[[nodiscard]] api::TorrentView small_torrent(api::TorrentId id, std::string name);

} // namespace shoal::test
