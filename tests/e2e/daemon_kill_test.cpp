// kill -9 at any moment: what a command acknowledged is there after the next start, and what was
// removed does not come back. SHOAL_KILLS says how often; CI has not the time for many.

#include "tests/support/await.hpp"
#include "tests/support/shoal.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>

using namespace shoal;
using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

constexpr int torrents = 8;

/// What the user may count on for one torrent. Nothing: the command was cut off, so either.
struct Expected {
    std::optional<bool> is_there = false;
    std::optional<std::string> label = "";
    std::optional<std::string> name = {}; ///< nothing: any of its two
    std::optional<bool> is_paused = false;
};

class Life {
public:
    Life(Shoal const& shoal, unsigned seed) : shoal_(shoal), random_(seed) {
        fs::create_directories(shoal.home() / "content");
        for (int i = 0; i < torrents; ++i) {
            auto const content = shoal.home() / "content" / own_name(i);
            std::ofstream{content} << std::string(20'000, static_cast<char>('a' + i));
            auto const made = shoal.run({"create", content.string(), "-o", path(i), "--json"});
            REQUIRE(made.status == 0);
            hashes_[static_cast<std::size_t>(i)] = last_json(made.out).at("info_hash_v1");
        }
    }

    /// Starts, compares with what was acknowledged, does some more, and is killed amid a command.
    void live() {
        auto daemon =
            shoal_.start(shoal_.at_home({"daemon", "--dir", (shoal_.home() / "content").string()}));
        await(
            "the daemon is ready", 10s,
            [&] { return daemon.err().find("ready;") != std::string::npos; },
            [&] { return daemon.err(); });
        compare(daemon.err());
        for (int i = static_cast<int>(random_() % 4); i > 0; --i)
            act([](Process& command) { REQUIRE(command.wait(20s)); });
        act([&](Process& command) {
            (void)command.wait(std::chrono::milliseconds{random_() % 25});
            daemon.kill(SIGKILL);
            REQUIRE(command.wait(20s));
        });
        REQUIRE(daemon.wait(10s));
    }

private:
    static std::string own_name(int number) { return fmt::format("file{}", number); }

    static std::string other_name(int number) { return fmt::format("name{}", number); }

    [[nodiscard]] std::string path(int number) const {
        return (shoal_.home() / fmt::format("file{}.torrent", number)).string();
    }

    /// So that it is found when its torrent is added again.
    void give_own_name(int number) const {
        auto const content = shoal_.home() / "content";
        if (fs::exists(content / other_name(number)))
            fs::rename(content / other_name(number), content / own_name(number));
    }

    void compare(std::string const& said) {
        auto const listed = shoal_.run({"list", "--json"});
        INFO(said, listed.err, listed.out, trace_);
        trace_ += "killed\n";
        REQUIRE(listed.status == 0);
        std::map<std::string, nlohmann::json> found;
        auto const document = last_json(listed.out);
        for (auto const& torrent : document.at("torrents"))
            found.emplace(torrent.at("info_hash"), torrent);
        for (int i = 0; i < torrents; ++i) {
            auto& expected = expected_[static_cast<std::size_t>(i)];
            auto const torrent = found.find(hashes_[static_cast<std::size_t>(i)]);
            bool const is_there = torrent != found.end();
            CAPTURE(i);
            CHECK(is_there == expected.is_there.value_or(is_there));
            if (!is_there) {
                expected = {};
                continue;
            }
            auto const label = torrent->second.at("label").is_null()
                                   ? std::string{}
                                   : torrent->second.at("label").get<std::string>();
            CHECK(label == expected.label.value_or(label));
            auto const name = torrent->second.at("name").get<std::string>();
            CHECK(name == expected.name.value_or(name));
            std::string const state = torrent->second.at("state");
            bool const is_paused = state == "paused";
            if (state != "checking") { // which says nothing of pauses yet, nor of the files
                CHECK(is_paused == expected.is_paused.value_or(is_paused));
                CHECK((is_paused || state == "seeding"));
                expected.is_paused = is_paused;
            }
            ids_[static_cast<std::size_t>(i)] = torrent->second.at("id");
            expected = {true, label, name, expected.is_paused};
        }
    }

    /// One command to the daemon; `finish` waits for its end.
    void act(std::function<void(Process&)> const& finish) {
        auto const i = static_cast<std::size_t>(random_() % torrents);
        auto& expected = expected_[i];
        if (!expected.is_there) // unknown until the next start
            return;
        auto const id = std::to_string(ids_[i]);
        if (!*expected.is_there) {
            give_own_name(static_cast<int>(i));
            return perform({"add", path(static_cast<int>(i)), "--json"}, finish, [&](bool done) {
                expected.is_there = done ? std::optional{true} : std::nullopt;
            });
        }
        auto const label = fmt::format("l{}", random_() % 100);
        switch (random_() % 4) {
        case 0:
            return perform({"remove", id}, finish, [&](bool done) {
                expected = done ? Expected{} : Expected{{}, {}, {}, {}};
            });
        case 1:
            return perform({"label", id, label}, finish, [&](bool done) {
                expected.label = done ? std::optional{label} : std::nullopt;
            });
        case 2: {
            auto const name = random_() % 2 == 0 ? own_name(static_cast<int>(i))
                                                 : other_name(static_cast<int>(i));
            return perform({"rename", id, name}, finish, [&](bool done) {
                expected.name = done ? std::optional{name} : std::nullopt;
            });
        }
        default: {
            bool const pause = !expected.is_paused.value_or(false);
            return perform({pause ? "pause" : "resume", id}, finish, [&](bool done) {
                expected.is_paused = done ? std::optional{pause} : std::nullopt;
            });
        }
        }
    }

    void perform(Argv const& command, std::function<void(Process&)> const& finish,
                 std::function<void(bool)> const& note) {
        auto process = shoal_.start(command);
        finish(process);
        bool const is_done = process.status() == 0;
        trace_ += fmt::format("{} {}: {}\n", command[0], command[1], process.status().value_or(-1));
        note(is_done);
        if (command[0] == "add" && is_done)
            for (std::size_t i = 0; i < torrents; ++i)
                if (path(static_cast<int>(i)) == command[1])
                    ids_[i] = last_json(process.out()).at("id");
    }

    Shoal const& shoal_;
    std::mt19937 random_;
    std::array<Expected, torrents> expected_;
    std::array<int, torrents> ids_{};
    std::array<std::string, torrents> hashes_;
    std::string trace_; ///< of all lives
};

int kills() {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing sets it
    char const* const wanted = std::getenv("SHOAL_KILLS");
    return wanted ? std::atoi(wanted) : 20;
}

} // namespace

TEST_CASE("daemon: killed at any moment, it loses nothing that it acknowledged") {
    Shoal const shoal{"127.0.0.1"};
    auto const seed = std::random_device{}();
    CAPTURE(seed);
    Life life{shoal, seed};
    for (int i = 0; i < kills(); ++i) {
        CAPTURE(i);
        life.live();
    }
}
