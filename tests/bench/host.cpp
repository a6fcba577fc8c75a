#include "tests/bench/host.hpp"

#include "core/base/check.hpp"
#include "core/base/file.hpp"
#include "tests/bench/contest.hpp"

#include <csignal>

namespace shoal::bench {
namespace {

constexpr auto stop_limit = std::chrono::seconds{120};
constexpr std::size_t log_shown = 2000;

} // namespace

void Host::run(test::Argv const& argv, std::vector<std::pair<std::string, std::string>> env) {
    env.emplace_back("HOME", home().string());
    process_.emplace(argv, test::SpawnOptions{.dir = home(), .env = std::move(env)});
}

void Host::put(fs::path const& relative, std::string const& text) const {
    auto const path = home() / relative;
    fs::create_directories(path.parent_path());
    SHOAL_CHECK(write_file(path, text, Overwrite::yes), "cannot write {}", path.string());
}

double Host::stop() {
    auto const began = std::chrono::steady_clock::now();
    process_->kill(SIGTERM);
    SHOAL_CHECK(process_->wait(stop_limit), "{} did not end", name_);
    process_.reset();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

std::string Host::log() const {
    if (!process_)
        return {};
    auto const said = process_->out() + process_->err();
    return said.substr(said.size() - std::min(said.size(), log_shown));
}

std::unique_ptr<Host> make_host(std::string const& name, std::string const& shoal) {
    if (name == "shoal")
        return shoal_host(shoal);
    if (name == "qbittorrent")
        return is_installed("qbittorrent-nox") ? qbittorrent_host() : nullptr;
    SHOAL_CHECK(name == "transmission", "no client is called {}", name);
    return is_installed("transmission-daemon") ? transmission_host() : nullptr;
}

} // namespace shoal::bench
