#include "tests/unit/tui/stage.hpp"

#include "tests/unit/tui/demo_swarm.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

namespace shoal::test {
namespace {

class FakeScreen final : public term::Screen {
public:
    explicit FakeScreen(Script& script) : script_(script) {}

    [[nodiscard]] term::Size size() const override { return script_.size; }

    [[nodiscard]] term::Caps caps() const override { return {}; }

    void draw(term::Frame const& frame) override { script_.drawn.push_back(frame.glyphs()); }

    void wait(SteadyTime deadline) override {
        bool const stands_still = next_ < script_.steps.size() && script_.steps[next_].is_over;
        if (!stands_still)
            script_.clock.advance(deadline - script_.clock.now());
    }

    void wake() override {}

    [[nodiscard]] std::vector<term::Input> read() override {
        if (next_ == script_.steps.size())
            return {{"Hangup"}};
        auto const& step = script_.steps[next_];
        auto inputs = step.act();
        if (!step.is_over || step.is_over())
            ++next_;
        return inputs;
    }

    void forget() override {}

    void suspend() override { ++script_.suspensions; }

    void copy(std::string_view text) override { script_.copied = text; }

private:
    Script& script_;
    std::size_t next_ = 0;
};

} // namespace

void Script::press(std::string const& key) {
    steps.push_back({[key] {
        return std::vector<term::Input>{{key}};
    }});
}

void Script::type(std::string_view keys) {
    for (char const key : keys)
        press(std::string(1, key));
}

void Script::idle(int times) {
    for (int i = 0; i < times; ++i)
        happens([] {});
}

void Script::happens(std::function<void()> event) {
    steps.push_back({[event = std::move(event)] {
        event();
        return std::vector<term::Input>{};
    }});
}

void Script::click(term::Place place) {
    steps.push_back({[place] {
        return std::vector<term::Input>{{"Click", {}, place}};
    }});
}

void Script::until(std::function<bool()> is_so) {
    auto const began = std::make_shared<std::chrono::steady_clock::time_point>();
    auto const is_over = [began, is_so = std::move(is_so)] {
        auto const now = std::chrono::steady_clock::now();
        if (*began == std::chrono::steady_clock::time_point{})
            *began = now;
        bool const is_late = now - *began > 10s;
        CHECK_FALSE(is_late);
        std::this_thread::yield();
        return is_late || is_so();
    };
    steps.push_back({[] { return std::vector<term::Input>{}; }, is_over});
}

void Script::await(std::future<void>& ended) {
    happens([&] { CHECK(ended.wait_for(10s) == std::future_status::ready); });
}

bool Script::ever_showed(std::string_view text) const {
    return std::ranges::any_of(
        drawn, [&](auto const& frame) { return frame.find(text) != std::string::npos; });
}

std::string const& Script::last_frame() const {
    return drawn.at(drawn.size() - 2);
}

void Stage::publish(std::vector<api::TorrentView> views) {
    script.happens([this, views = std::move(views)] { running->publish(views); });
}

Result<void> Stage::run() {
    return tui::run({
        .attach = attach,
        .socket = "/run/shoal.sock",
        .start_session =
            [this](api::OnEvent const& on_event) -> Result<std::unique_ptr<api::Engine>> {
            auto started = std::make_unique<FakeEngine>(engine, on_event);
            running = started.get();
            return started;
        },
        .is_passing = is_passing,
        .leave_behind = leave_behind,
        .open_screen = [this]() -> Result<std::unique_ptr<term::Screen>> {
            return std::make_unique<FakeScreen>(script);
        },
        .clock = script.clock,
        .interrupted = interrupt.get_token(),
        .folder = "/here",
        .home = "/home/me",
        .commands = demo_commands(),
        .keymap = keymap,
        .run_command = run_command,
        .torrents = torrents,
        .space_of = space_of,
        .files_of = files_of,
        .plan_of = plan_of,
    });
}

api::TorrentView small_torrent(api::TorrentId id, std::string name) {
    api::TorrentView view;
    view.id = id;
    view.name = std::move(name);
    view.state = api::TorrentState::complete;
    view.size = view.wanted = view.done = 1 << 20;
    return view;
}

} // namespace shoal::test
