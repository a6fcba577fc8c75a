// `health` and `why` as their users meet them.

#include "tests/e2e/pair.hpp"
#include "tests/support/await.hpp"

#include <nlohmann/json.hpp>

#include <csignal>

using namespace shoal;
using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

Argv looking(Pair const& pair, std::string const& command, Argv const& more) {
    auto arguments =
        pair.leech.at_home({command, pair.torrent.string(), "--peer", pair.seeder.endpoint()});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

/// A daemon of the leech's user, which downloads slowly.
class LeechDaemon {
public:
    LeechDaemon(Pair const& pair, std::string const& rule)
        : process_(pair.leech.start(pair.leech.at_home(
              {"daemon", "--dir", pair.out().string(), "--down", "100KiB", "--rule", rule}))) {
        await("the daemon is ready", 10s, [this] { return has_said("ready;"); });
    }

    [[nodiscard]] bool has_said(std::string const& words) const {
        return process_.err().find(words) != std::string::npos;
    }

    void end() {
        process_.kill(SIGTERM);
        REQUIRE(process_.wait(10s) == 0);
    }

private:
    Process process_;
};

} // namespace

TEST_CASE("health: a daemon's torrent has a history that outlives it, and rules that fire once") {
    Pair pair{4 << 20};
    pair.seed();
    auto const told = pair.dir / "told";
    auto const rule =
        "when peers > 0 for 1s do boost exec /bin/sh -c 'echo $SHOAL_ID >> " + told.string() + "'";
    LeechDaemon daemon{pair, rule};
    REQUIRE(
        pair.leech.run({"add", pair.torrent.string(), "--peer", pair.seeder.endpoint()}).status ==
        0);
    await("the rule has fired", 20s, [&] { return fs::exists(told) && fs::file_size(told) > 0; });
    CHECK(daemon.has_said("rule: file.bin: health unknown"));
    auto const seen = [&] {
        return last_json(pair.leech.run({"health", "1", "--json", "--since", "1h"}).out);
    };
    await("it is in the history", 20s, [&] { return !seen().at("history").at("points").empty(); });
    auto const why = pair.leech.run({"why", "1"});
    CHECK(why.status == 0);
    CHECK(why.out.starts_with("file.bin: seen for"));
    CHECK(pair.leech.run({"health", "1", "--fail-under", "1"}).status == 5); // one peer: no grade
    CHECK(fs::file_size(told) == 2);                                         // "1\n"
    daemon.end();
    LeechDaemon const again{pair, rule};
    auto const points = seen().at("history").at("points");
    REQUIRE_FALSE(points.empty());
    CHECK(points.at(0).at("seeds") > 0); // a mean: it may have left within the same ten seconds
}

TEST_CASE("health: a lone seed is seen, and one peer makes no grade") {
    Pair pair{2 << 20};
    pair.seed();
    auto const looked =
        pair.leech.run(looking(pair, "health", {"--for", "5s", "--json", "--fail-under", "1"}));
    INFO(looked.out, looked.err, pair.seed_said());
    CHECK(looked.status == 5);
    auto const report = last_json(looked.out);
    CHECK(report.at("schema") == "shoal.health/1");
    CHECK(report.at("name") == "file.bin");
    CHECK(report.at("pieces") == 8);
    CHECK(report.at("grade").is_null());
    CHECK(report.at("word") == "UNKNOWN");
    CHECK(report.at("copies").at("min") == 1);
    CHECK(report.at("copies").at("seeds") == 1);
    CHECK(report.at("copies").at("sole_holders").at(0).at("pieces") == 8);
    CHECK(report.at("observed").at("bitfields") == 1);
    CHECK(looked.err.find("there is no grade") != std::string::npos);
}

TEST_CASE("health: people get the figures, and a magnet will do") {
    Pair pair{2 << 20};
    pair.seed();
    auto const magnet = pair.leech.run({"magnet", pair.torrent.string()}).out;
    auto arguments = looking(pair, "health", {"--for", "8s"});
    arguments[1] = magnet.substr(0, magnet.find('\n'));
    auto const looked = pair.leech.run(arguments);
    INFO(looked.out, looked.err, pair.seed_said());
    CHECK(looked.status == 0);
    for (auto const* part : {"file.bin: not enough evidence", "1 peer, 1 told",
                             "8 pieces with 1 copy", "sole holder", "found by"})
        CHECK_MESSAGE(looked.out.find(part) != std::string::npos, "no word of ", part);
}

TEST_CASE("health: what was seen can be looked at again") {
    Pair pair{2 << 20};
    pair.seed();
    auto const trace = (pair.dir / "seen.trace").string();
    auto const look = looking(pair, "health", {"--for", "4s", "--json", "--trace", trace});
    auto const first = pair.leech.run(look);
    REQUIRE_MESSAGE(first.status == 0, first.err);
    auto const again = pair.leech.run({"health", trace, "--json"});
    INFO(again.out, again.err);
    CHECK(again.status == 0);
    CHECK(last_json(again.out).at("copies") == last_json(first.out).at("copies"));
    CHECK(last_json(again.out).at("name") == "seen.trace");
    check_failure(pair.leech.run(look), 2, {"--trace", "exists already"});
}

TEST_CASE("health: what is no source, and no flag, is refused") {
    Pair pair{1 << 20};
    check_failure(pair.leech.run(pair.leech.at_home({"health", "/nowhere.torrent"})), 3,
                  {"health", "/nowhere.torrent"});
    check_failure(pair.leech.run(looking(pair, "health", {"--fail-under", "101"})), 2,
                  {"--fail-under"});
    check_failure(pair.leech.run(looking(pair, "why", {"--for", "never"})), 2, {"--for"});
}
