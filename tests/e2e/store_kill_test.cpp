// A store that is killed at random moments, hundreds of times, while it adds, changes and removes:
// what it answered is there, what it removed is not, and no number is given twice. See
// store_life.hpp for what goes through the pipe.

#include "core/base/clock.hpp"
#include "core/store/store.hpp"
#include "tests/e2e/store_life.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <array>
#include <csignal>
#include <poll.h>
#include <random>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace shoal;
using namespace shoal::test;

namespace {

constexpr int kills = 250;

/// Between what was answered and what was asked, anything may have happened.
struct Span {
    std::int64_t answered = 0; ///< 0: nothing
    std::int64_t asked = 0;

    [[nodiscard]] bool holds(std::int64_t value) const {
        return value >= answered && value <= asked;
    }

    void settle(std::int64_t value) { answered = asked = value; }
};

/// All that we know of a torrent.
struct Known {
    api::TorrentId id = 0; ///< 0: never answered, nor seen
    Span value;
    Span record;
    std::int64_t uploaded = 0; ///< as seen
    bool remove_asked = false;
    bool is_gone = false; ///< for ever
};

class Model {
public:
    void hear(std::string const& line) {
        std::istringstream words{line};
        char what{};
        std::int64_t number{};
        std::int64_t value{};
        REQUIRE_MESSAGE((words >> what >> number >> value), line);
        auto& known = torrents_[number];
        ++heard_;
        switch (what) {
        case 'a':
        case 'u':
            known.value.asked = value;
            break;
        case 'A':
            known.value.answered = std::max(known.value.answered, number);
            give(known, number, static_cast<api::TorrentId>(value));
            break;
        case 'U':
            known.value.answered = value;
            break;
        case 's':
            known.record.asked = value;
            break;
        case 'S':
            known.record.answered = value;
            break;
        case 'r':
            known.remove_asked = true;
            break;
        case 'R':
            known.is_gone = true;
            break;
        default:
            FAIL("refused: ", line);
        }
    }

    /// After a kill. From here on what is there counts as answered.
    void compare(store::Store const& store) {
        auto const rows = store.torrents();
        REQUIRE(rows);
        std::map<std::int64_t, store::TorrentRow const*> there;
        for (auto const& row : *rows)
            REQUIRE(there.emplace(number_of(row), &row).second);
        for (auto const& [number, row] : there)
            REQUIRE_MESSAGE(torrents_.contains(number), number, " was never added");
        for (auto& [number, known] : torrents_) {
            CAPTURE(number);
            auto const found = there.find(number);
            if (found == there.end())
                miss(known);
            else
                meet(store, number, known, *found->second);
        }
    }

    [[nodiscard]] std::size_t heard() const { return heard_; }

    [[nodiscard]] std::size_t torrents() const { return torrents_.size(); }

private:
    void give(Known& known, std::int64_t number, api::TorrentId id) {
        known.id = id;
        auto const owner = owners_.emplace(id, number).first->second;
        REQUIRE_MESSAGE(owner == number, "number ", id, " was given twice");
    }

    static void miss(Known& known) {
        REQUIRE_MESSAGE((known.is_gone || known.remove_asked || known.value.answered == 0),
                        "an acknowledged torrent is lost");
        known.is_gone = true;
    }

    void meet(store::Store const& store, std::int64_t number, Known& known,
              store::TorrentRow const& row) {
        REQUIRE_MESSAGE(!known.is_gone, "a removed torrent is back");
        REQUIRE((known.id == 0 || known.id == row.id));
        give(known, number, row.id);
        auto expected = row_of_life(number, row.queue_key);
        REQUIRE_MESSAGE(known.value.holds(row.queue_key), known.value.answered, " to ",
                        known.value.asked, ", but it is ", row.queue_key);
        REQUIRE(store.torrent_bytes(row.id) == std::exchange(expected.torrent, ""));
        REQUIRE(row.totals.uploaded >= known.uploaded);
        expected.id = row.id;
        expected.totals = row.totals;
        REQUIRE((row == expected));

        auto const record = store.record(row.id).value();
        auto const record_value = record.empty() ? 0 : std::stoll(record);
        REQUIRE_MESSAGE(known.record.holds(record_value), known.record.answered, " to ",
                        known.record.asked, ", but it is ", record_value);
        REQUIRE((record.empty() || record == record_of_life(number, record_value)));
        known.value.settle(row.queue_key);
        known.record.settle(record_value);
        known.uploaded = row.totals.uploaded;
        known.remove_asked = false;
    }

    std::map<std::int64_t, Known> torrents_;        ///< by number
    std::map<api::TorrentId, std::int64_t> owners_; ///< whose a number given by the store is
    std::size_t heard_ = 0;
};

/// All that a life tells within `span`, and what is left in the pipe when it was killed then.
std::string tale_of(pid_t child, int pipe, std::chrono::microseconds span) {
    auto const end = std::chrono::steady_clock::now() + span;
    std::string tale;
    std::array<char, 65536> buffer{};
    bool is_killed = false;
    while (true) {
        auto const left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0 && !std::exchange(is_killed, true))
            ::kill(child, SIGKILL);
        pollfd waiting{pipe, POLLIN, 0};
        (void)::poll(&waiting, 1, is_killed ? -1 : static_cast<int>(left.count()));
        if (waiting.revents == 0)
            continue;
        auto const got = ::read(pipe, buffer.data(), buffer.size());
        if (got <= 0)
            return tale;
        tale.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

/// Forks a life and kills it after `span`.
std::string live_for(fs::path const& dir, std::int64_t first, std::uint64_t seed,
                     std::chrono::microseconds span) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    Fd const reading{ends[0]};
    auto writing = std::optional{Fd{ends[1]}};
    pid_t const child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0)
        live(dir, ends[1], first, seed);
    writing.reset();
    auto tale = tale_of(child, reading.get(), span);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE_MESSAGE((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL), "it ended by itself");
    return tale;
}

} // namespace

TEST_CASE("store: killed at any moment it keeps what it answered, and revives nothing") {
    auto const seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    TempDir dir;
    Model model;
    for (int life = 0; life < kills; ++life) {
        CAPTURE(life);
        // Some die while they open, some in the midst, some after checkpoints.
        std::chrono::microseconds const span{
            std::uniform_int_distribution<>{0, life % 4 == 0 ? 3000 : 60'000}(random)};
        std::istringstream tale{live_for(dir.path(), 1 + life * 1'000'000LL, random(), span)};
        for (std::string line; std::getline(tale, line);)
            model.hear(line);
        auto const opened = store::Store::open(dir.path());
        REQUIRE_MESSAGE(opened, opened.error().what);
        REQUIRE(opened->notes.empty());
        model.compare(*opened->store);
    }
    MESSAGE(kills, " kills, ", model.heard(), " lines heard, ", model.torrents(), " torrents");
    CHECK(model.torrents() > kills);
}
