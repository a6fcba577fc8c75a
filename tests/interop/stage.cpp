#include "tests/interop/stage.hpp"

#include "tests/support/await.hpp"
#include "tests/support/content.hpp"
#include "tests/support/netns.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <csignal>

namespace shoal::test {
namespace {

using namespace std::chrono_literals;

std::string escaped(std::string const& text) {
    std::string result;
    for (char const c : text)
        result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return result;
}

std::string said(Process const& process) {
    return fmt::format("--- shoal, out\n{}--- shoal, err\n{}", last_part(process.out()),
                       process.err());
}

Argv with_encryption(Argv arguments, Play const& play) {
    if (play.encrypted)
        arguments.insert(arguments.end(), {"--encryption", "require"});
    return arguments;
}

} // namespace

Stage::Stage(Play const& play)
    : shoal(address(1)),
      name(play.shape == Shape::single ? "single.bin" : "tree"),
      plain(dir / "plain.torrent"),
      tracked(dir / "tracked.torrent") {
    if (play.shape == Shape::single)
        write_random_file(seed_dir() / name, play.size);
    else
        write_random_tree(seed_dir() / name, play.size);
    fs::create_directories(leech_dir());
    make_torrent(plain, play, "");
    tracker.emplace(std::vector{info_hash});
    auto const url = play.via == Via::udp ? tracker->udp() : tracker->http();
    make_torrent(tracked, play, url);
    magnet = "magnet:?xt=urn:btih:" + info_hash + "&tr=" + escaped(url);
}

void Stage::make_torrent(fs::path const& path, Play const& play, std::string const& url) {
    Argv arguments{"create",   (seed_dir() / name).string(),
                   "-o",       path.string(),
                   "--format", play.format,
                   "--date",   "none",
                   "--json"};
    if (!url.empty())
        arguments.insert(arguments.end(), {"-a", url});
    auto const made = shoal.run(arguments);
    REQUIRE_MESSAGE(made.status == 0, made.err);
    info_hash = last_json(made.out).value("info_hash_v1", "");
    REQUIRE(info_hash.size() == 40);
}

void Stage::await_seed(std::function<std::string()> const& trace) const {
    await(
        "the seed has announced itself", 30s, [this] { return tracker->seeds(info_hash) == 1; },
        trace);
}

std::string Stage::difference(EmptyFiles empty_files) const {
    return test::difference(seed_dir() / name, leech_dir() / name, empty_files);
}

void we_get_from(std::unique_ptr<Client> client, Play const& play) {
    Stage const stage{play};
    client->add(stage.tracked.string(), stage.seed_dir());
    stage.await_seed([&] { return client->log() + stage.tracker->log(); });

    auto arguments = stage.shoal.at_home(
        {"get", "-d", stage.leech_dir().string(), "--json", "--time-limit", "60"});
    if (play.via == Via::peer)
        arguments.insert(arguments.end(), {stage.plain.string(), "--peer", client->endpoint()});
    else
        arguments.push_back(play.by_magnet ? stage.magnet : stage.tracked.string());
    auto const got = stage.shoal.run(with_encryption(arguments, play), 90s);
    INFO(client->log(), stage.tracker->log(), "--- shoal\n", last_part(got.out), got.err);
    CHECK(got.status == 0);
    CHECK(stage.difference() == "");
    auto const report = last_json(got.out);
    CHECK(report.value("schema", "") == "shoal.get/1");
    CHECK(report.value("complete", false));
    CHECK(report.value("info_hash", "") == stage.info_hash);
    CHECK(report.value("pieces_failed", -1) == 0);
    CHECK(report.value("downloaded", 0) >= play.size);
}

void we_seed_to(std::unique_ptr<Client> client, Play const& play) {
    Stage const stage{play};
    Argv arguments{"seed", "-d", stage.seed_dir().string(), "--json"};
    auto const meet_directly = play.via == Via::peer;
    if (meet_directly) {
        // Only its torrent names the tracker, which rtorrent insists on; ours does not.
        client->add(stage.tracked.string(), stage.leech_dir());
        await(
            "the client has announced itself", 30s,
            [&] { return stage.tracker->leeches(stage.info_hash) == 1; },
            [&] { return client->log() + stage.tracker->log(); });
        arguments.insert(arguments.end(), {stage.plain.string(), "--peer", client->endpoint()});
    } else {
        arguments.push_back(stage.tracked.string());
    }
    auto seed = stage.shoal.start(with_encryption(stage.shoal.at_home(arguments), play));
    auto const trace = [&] {
        return client->log() + stage.tracker->log() + said(seed);
    };
    if (!meet_directly) {
        stage.await_seed(trace);
        client->add(play.by_magnet ? stage.magnet : stage.tracked.string(), stage.leech_dir());
    }
    auto const missing = [&] { // transmission makes no empty files
        return stage.difference(EmptyFiles::optional);
    };
    await(
        client->name() + " has all from shoal", 60s, [&] { return missing().empty(); },
        [&] { return missing() + "\n" + trace(); });
    seed.kill(SIGINT);
    INFO(trace());
    CHECK(seed.wait(5s) == 130);
}

} // namespace shoal::test
