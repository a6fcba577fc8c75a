#include "tests/e2e/daemon.hpp"

#include "core/net/unix_http.hpp"
#include "tests/support/await.hpp"

#include <doctest/doctest.h>

namespace shoal::test {
namespace {

using namespace std::chrono_literals;

Argv after(std::string first, Argv arguments) {
    arguments.insert(arguments.begin(), std::move(first));
    return arguments;
}

} // namespace

Daemon::Daemon(Shoal const& shoal, Argv flags)
    : shoal_(shoal), process_(shoal.start(shoal.at_home(after("daemon", std::move(flags))))) {
    await(
        "the daemon is ready", 10s, [this] { return said().find("ready;") != std::string::npos; },
        [this] { return said(); });
}

nlohmann::json Daemon::list(Argv arguments) const {
    arguments.insert(arguments.begin(), "--json");
    auto const listed = shoal_.run(after("list", std::move(arguments)));
    INFO(listed.err);
    REQUIRE(listed.status == 0);
    return last_json(listed.out).at("torrents");
}

std::string Daemon::get(std::string const& path) const {
    net::UnixHttp http{socket(), {}};
    auto const response = http.ask({.method = "GET", .target = path}, 10s);
    REQUIRE(response);
    REQUIRE(response->status == 200);
    return response->body;
}

fs::path Daemon::socket() const {
    constexpr std::string_view before = "control socket ";
    auto const words = said();
    auto const at = words.find(before) + before.size();
    return words.substr(at, words.find('\n', at) - at);
}

} // namespace shoal::test
