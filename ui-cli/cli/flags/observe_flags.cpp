#include "ui-cli/cli/flags/observe_flags.hpp"

#include "core/base/units.hpp"
#include "ui-cli/cli/flags/flag_values.hpp"
#include "ui-cli/cli/reports/health_report.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {
namespace {

constexpr double report_every = 10; // seconds, while watching

} // namespace

void ObserveFlags::attach(CLI::App& command, std::string const& json_help) {
    command
        .add_option("SOURCE", source,
                    "a torrent of the daemon (its number, or 4 or more digits of its info-hash);\n"
                    "or a .torrent, magnet, info-hash, URL of a .torrent, or a .trace")
        ->type_name("");
    command.add_option("--peer", peers, "connect to this peer at once (repeat)")
        ->type_name("HOST:PORT")
        ->allow_extra_args(false);
    command
        .add_option("--for", time,
                    "look for so long (default: 60s; a torrent of the daemon: not at all)")
        ->type_name("DUR")
        ->take_last();
    command
        .add_option("--trace", trace,
                    "write down what is seen; a SOURCE that ends in .trace is looked at again")
        ->type_name("FILE")
        ->take_last();
    command.add_option("--socket", socket, "the daemon's socket")
        ->type_name("PATH")
        ->take_last()
        ->envname("SHOAL_SOCKET");
    command.add_flag("--watch", watch, "go on until interrupted, and refresh");
    command.add_flag("--json", json, json_help);
    swarm.attach(command);
}

Result<Observation> ObserveFlags::observation(fs::path const& state_dir) const {
    Observation observation{.watch = watch};
    if (source.empty())
        return fail(Errc::invalid_input, "it is required", "SOURCE");
    SHOAL_TRY(observation.swarm, swarm.options(state_dir));
    observation.swarm.upload_slots = 0;
    observation.add.source = source;
    observation.add.observe = true;
    SHOAL_TRY(observation.add.peers, read_endpoints("--peer", peers));
    observation.add.trace = trace;
    std::error_code ignored;
    if (!trace.empty() && fs::exists(trace, ignored))
        return fail(Errc::invalid_input, "it exists already; name a new file", "--trace");
    if (!time.empty()) {
        SHOAL_TRY(observation.time, parse_duration(time).map_error(at("--for")));
    }
    return observation;
}

Result<std::optional<KnownTorrent>> ObserveFlags::known(Services& services) const {
    if (!peers.empty() || !trace.empty())
        return std::nullopt;
    return find_known(services, source, socket);
}

LookTime ObserveFlags::look_time(Observation const& observation) const {
    if (watch)
        return std::chrono::seconds::max();
    return time.empty() ? std::nullopt : LookTime{observation.time};
}

Result<std::optional<int>> ObserveFlags::read_grade(std::string const& fail_under) {
    if (fail_under.empty())
        return std::optional<int>{};
    SHOAL_TRY(auto const grade, read_count("--fail-under", fail_under, 0, 100));
    return std::optional{grade};
}

void ObserveShow::report(Json const& json, Text const& text) {
    if (json_)
        return printer_.json(json());
    for (std::string const& line : text())
        printer_.line(line);
}

void ObserveShow::operator()(double seconds, bool is_last, api::ObservedView const& observed,
                             Json const& json, Text const& text) {
    if (is_last) {
        printer_.end_live();
        return report(json, text);
    }
    bool const is_live = printer_.is_terminal() && !json_;
    if (observation_.watch && is_live)
        return printer_.live(text());
    if (observation_.watch && seconds >= next_) {
        next_ = seconds + report_every;
        return report(json, text);
    }
    if (is_live)
        printer_.live(fmt::format("looking, {:.0f} of {}s; seen for {}", seconds,
                                  observation_.time.count(), observed_text(observed)));
}

} // namespace shoal::cli
