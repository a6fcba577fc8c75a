#include "tests/e2e/pair.hpp"

#include "core/base/text.hpp"
#include "tests/support/await.hpp"

#include <nlohmann/json.hpp>

namespace shoal::test {

Pair::Pair(std::int64_t size, std::string const& seed_ip, std::string const& leech_ip)
    : seeder(seed_ip), leech(leech_ip), torrent(dir / "file.torrent") {
    write_random_file(dir / "seed/file.bin", size);
    auto const made =
        seeder.run({"create", (dir / "seed/file.bin").string(), "-o", torrent.string()});
    REQUIRE_MESSAGE(made.status == 0, made.err);
    fs::create_directories(out());
}

Argv Pair::get(Argv const& more) const {
    auto arguments = leech.at_home(
        {"get", torrent.string(), "-d", out().string(), "--peer", seeder.endpoint(), "--json"});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

void Pair::seed(Argv const& more) {
    auto arguments =
        seeder.at_home({"seed", torrent.string(), "-d", (dir / "seed").string(), "--json"});
    arguments.insert(arguments.end(), more.begin(), more.end());
    seeding.emplace(seeder.start(arguments));
    await(
        "it seeds", std::chrono::seconds{30},
        [this] { return seeding->status() || !find_event(seeding->out(), "seeding").is_null(); },
        [this] { return seed_said(); });
    REQUIRE_MESSAGE(!seeding->status(), seed_said());
}

std::string Pair::difference() const {
    return test::difference(dir / "seed/file.bin", out() / "file.bin");
}

std::string Pair::seed_said() const {
    return seeding ? "--- seed\n" + last_part(seeding->out()) + seeding->err() : "not seeding";
}

std::int64_t Pair::good_bytes() const {
    auto const verified = leech.run({"verify", torrent.string(), out().string(), "--json"});
    INFO(last_part(verified.out), verified.err);
    REQUIRE(verified.status == 5);
    return last_json(verified.out).value("pieces_ok", 0) * std::int64_t{256 * 1024};
}

void check_failure(Outcome const& outcome, int status, std::vector<std::string> const& parts) {
    INFO("out: ", outcome.out, "err: ", outcome.err);
    CHECK(outcome.status == status);
    auto lines = split(outcome.err, '\n');
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    REQUIRE(!lines.empty());
    for (auto const& line : lines)
        CHECK(line.starts_with(&line == &lines.back() ? "shoal: " : "shoal: warning: "));
    for (auto const& part : parts)
        CHECK_MESSAGE(lines.back().find(part) != std::string::npos, "no word of ", part);
}

} // namespace shoal::test
