#include "core/api/setting_report.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using api::Settings;

namespace {

bool has_line(std::string const& text, std::string const& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

} // namespace

TEST_CASE("setting report: each key with its value and origin") {
    api::Configuration configuration;
    auto& settings = configuration.settings;
    settings.swarm.up_limit = 512 * 1024;
    settings.swarm.listen = {{"::1", 1}};
    settings.housekeeping.dir = "/a \"b\"\\\x1b";
    settings.rules.goal.ratio = 1.5;
    settings.daemon.watch = {{"/w", "tv", ""}, {"/v", "", ""}};
    settings.housekeeping.labels["t v"].dir = "/tv";
    configuration.from = {{"up", "c.toml:3"},
                          {"goal.ratio", "--seed-ratio"},
                          {"daemon.watch.0.path", "c.toml:9"},
                          {"labels.t v.dir", "c.toml:12"}};
    auto const text = print(configuration);
    CAPTURE(text);
    CHECK(has_line(text, "up = \"512KiB\"                             # from c.toml:3"));
    CHECK(has_line(text, "listen = [\"[::1]:1\"]                      # default"));
    CHECK(has_line(text, "goal.ratio = 1.5                          # from --seed-ratio"));
    CHECK(has_line(text, "goal.time = \"none\"                        # default"));
    CHECK(has_line(text, "queue.downloads = 5                       # default"));
    CHECK(has_line(text, "dht = true                                # default"));
    CHECK(has_line(text, "# limits.from =                           # default"));
    CHECK(has_line(text, "daemon.dir = \"/a \\\"b\\\"\\\\\\u001B\"           # default"));
    CHECK(has_line(text, "daemon.watch = [{path = \"/w\", label = \"tv\"}, {path = \"/v\"}]  "
                         "# from c.toml:9"));
    CHECK(has_line(text, "labels.\"t v\".dir = \"/tv\"                  # from c.toml:12"));
}

TEST_CASE("setting report: a proxy's user and password are left out") {
    api::Configuration configuration;
    configuration.settings.swarm.proxy = "socks5://me:secret@h:1";
    auto const text = print(configuration);
    CHECK(text.find("secret") == std::string::npos);
    CHECK(text.find("proxy = \"socks5://…@h:1\"") != std::string::npos);
}

TEST_CASE("setting report: a change says what is new and whether it waits for a restart") {
    Settings before;
    auto after = before;
    CHECK(describe(differences(before, after)) == "nothing changed");
    after.swarm.up_limit = 1 << 20;
    after.swarm.listen = {{"h", 1}};
    CHECK(describe(differences(before, after)) ==
          "changed: up 0 → \"1MiB\"; needs a restart: listen [] → [\"h:1\"]");
}

TEST_CASE("setting report: labels, schedules and passwords that come and go are changes") {
    Settings before;
    before.housekeeping.labels["tv"].dir = "/tv";
    before.swarm.proxy = "socks5://u:a@h:1";
    Settings after;
    after.rules.schedule = api::LimitSchedule{.from = std::chrono::hours{22}};
    after.swarm.proxy = "socks5://u:b@h:1";
    auto const text = describe(differences(before, after));
    CAPTURE(text);
    CHECK(text.find("labels.tv.dir \"/tv\" → none") != std::string::npos);
    CHECK(text.find("limits.from none → \"22:00\"") != std::string::npos);
    CHECK(text.find("proxy \"socks5://…@h:1\" → \"socks5://…@h:1\"") != std::string::npos);
}
