#include "tests/bench/entrants.hpp"

#include "core/base/check.hpp"
#include "core/base/text.hpp"
#include "tests/bench/contest.hpp"
#include "tests/bench/shoal_peer.hpp"

#include <map>

namespace shoal::bench {
namespace {

/// As shipped it hashes the whole file again when it has all; people switch that off.
std::unique_ptr<test::Client> rtorrent_without_recheck(test::ClientOptions options) {
    options.no_recheck = true;
    return test::rtorrent(std::move(options));
}

Pair pair_of(std::string const& shoal) {
    auto const equals = shoal.find('=');
    auto const name = equals == std::string::npos ? "shoal" : shoal.substr(0, equals);
    auto const program = equals == std::string::npos ? shoal : shoal.substr(equals + 1);
    auto const as = [program](auto make) {
        return [=](test::ClientOptions given) {
            return make(program, std::move(given));
        };
    };
    return {name, as(shoal_seed), as(shoal_leech), true};
}

struct Known {
    std::string program;
    std::unique_ptr<test::Client> (*make)(test::ClientOptions);
};

Known known(std::string const& name) {
    std::map<std::string, Known> const all{
        {"aria2", {"aria2c", test::aria2}},
        {"qbittorrent", {"qbittorrent-nox", test::qbittorrent}},
        {"rtorrent", {"rtorrent", test::rtorrent}},
        {"rtorrent-trusting", {"rtorrent", rtorrent_without_recheck}},
        {"transmission", {"transmission-daemon", test::transmission}}};
    auto const found = all.find(name);
    SHOAL_CHECK(found != all.end(), "no client is called {}", name);
    return found->second;
}

} // namespace

std::vector<Pair> choose_pairs(std::string const& clients, std::vector<std::string> const& shoals) {
    std::vector<Pair> all;
    for (auto const& name : split(clients, ',')) {
        if (name == "shoal")
            std::transform(shoals.begin(), shoals.end(), std::back_inserter(all), pair_of);
        else if (auto const [program, make] = known(name); is_installed(program))
            all.push_back({name, make, make});
    }
    return all;
}

} // namespace shoal::bench
