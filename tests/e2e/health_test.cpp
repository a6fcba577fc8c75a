// `health` and `why` as their users meet them.

#include "tests/e2e/pair.hpp"
#include "tests/support/await.hpp"

#include <nlohmann/json.hpp>

using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

Argv looking(Pair const& pair, std::string const& command, Argv const& more) {
    auto arguments =
        pair.leech.at_home({command, pair.torrent.string(), "--peer", pair.seeder.endpoint()});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

} // namespace

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

TEST_CASE("why: nobody there is told as such, and the report has its form") {
    Pair pair{1 << 20};
    auto const looked = pair.leech.run(looking(pair, "why", {"--for", "25s", "--json"}));
    INFO(looked.out, looked.err);
    CHECK(looked.status == 0);
    auto const report = last_json(looked.out);
    CHECK(report.at("schema") == "shoal.why/1");
    REQUIRE_FALSE(report.at("causes").empty());
    auto const& first = report.at("causes").at(0);
    CHECK((first.at("cause") == "no_peers" || first.at("cause") == "unreachable"));
    CHECK_FALSE(first.at("evidence").empty());
    CHECK_FALSE(first.at("fix").get<std::string>().empty());
}

TEST_CASE("health: what is no source, and no flag, is refused") {
    Pair pair{1 << 20};
    check_failure(pair.leech.run(pair.leech.at_home({"health", "/nowhere.torrent"})), 3,
                  {"health", "/nowhere.torrent"});
    check_failure(pair.leech.run(looking(pair, "health", {"--fail-under", "101"})), 2,
                  {"--fail-under"});
    check_failure(pair.leech.run(looking(pair, "why", {"--for", "never"})), 2, {"--for"});
}
