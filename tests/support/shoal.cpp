#include "tests/support/shoal.hpp"

#include "core/base/text.hpp"
#include "tests/support/ports.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::test {
namespace {

Argv joined(Argv first, Argv const& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

Shoal::Shoal(std::string ip) : ip_(std::move(ip)), port_(free_port(ip_)) {}

std::string Shoal::endpoint() const {
    return (ip_.find(':') == std::string::npos ? ip_ : "[" + ip_ + "]") + ":" +
           std::to_string(port_);
}

Argv Shoal::at_home(Argv arguments) const {
    return joined(std::move(arguments),
                  {"--listen", endpoint(), "--no-dht", "--no-lsd", "--no-portmap"});
}

Argv Shoal::with_dht(Argv arguments) const {
    return joined(std::move(arguments),
                  {"--listen", endpoint(), "--dht", "--no-lsd", "--no-portmap"});
}

Process Shoal::start(Argv arguments) const {
    arguments.insert(arguments.begin(), SHOAL_BINARY);
    return Process{arguments, environment()};
}

Outcome Shoal::run(Argv arguments, std::chrono::milliseconds limit) const {
    arguments.insert(arguments.begin(), SHOAL_BINARY);
    return test::run(arguments, environment(), limit);
}

void Shoal::preload_disk_shim() {
    more_env_ = {{"LD_PRELOAD", SHOAL_DISK_SHIM},
                 {"SHOAL_DISK_ROOT", home_.path().string()},
                 {"ASAN_OPTIONS", "verify_asan_link_order=0"}};
}

void Shoal::log_disk(fs::path const& log) {
    preload_disk_shim();
    more_env_.emplace_back("SHOAL_DISK_LOG", log.string());
}

void Shoal::break_disk(DiskFault const& fault) {
    preload_disk_shim();
    more_env_.emplace_back("SHOAL_DISK_FAULT",
                           fmt::format("{} {} {} {} {}", fault.call, fault.error, fault.after,
                                       fault.name, fault.until.string()));
}

SpawnOptions Shoal::environment() const {
    SpawnOptions options;
    options.env = more_env_;
    options.env.emplace_back("HOME", home_.path().string());
    for (auto const* name : {"CONFIG", "STATE", "DATA", "CACHE"})
        options.env.emplace_back(std::string{"XDG_"} + name + "_HOME", (home_ / name).string());
    options.env.emplace_back("XDG_RUNTIME_DIR", (home_ / "run").string());
    return options;
}

std::vector<nlohmann::json> json_lines(std::string const& out) {
    std::vector<nlohmann::json> all;
    for (auto const& line : split(out, '\n')) {
        if (line.empty())
            continue;
        all.push_back(nlohmann::json::parse(line, nullptr, false));
        REQUIRE_MESSAGE(!all.back().is_discarded(), "not JSON: ", line);
    }
    return all;
}

nlohmann::json last_json(std::string const& out) {
    auto const all = json_lines(out);
    REQUIRE(!all.empty());
    return all.back();
}

std::string last_part(std::string const& out) {
    constexpr std::size_t enough = 3000;
    return out.size() <= enough ? out : "…" + out.substr(out.size() - enough);
}

nlohmann::json find_event(std::string const& out, std::string const& kind) {
    // A running program may be in the middle of its last line.
    for (auto const& line : json_lines(out.substr(0, out.rfind('\n') + 1)))
        if (line.value("schema", "") == "shoal.event/1" && line.value("event", "") == kind)
            return line;
    return nullptr;
}

} // namespace shoal::test
