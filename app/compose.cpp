#include "app/compose.hpp"

#include "core/engine/start.hpp"
#include "core/lab/lab.hpp"
#include "core/metainfo/workshop.hpp"
#include "ui-cli/cli/run.hpp"

#include <csignal>
#include <cstdlib>

namespace shoal::app {
namespace {

/// Empty if it is not set.
std::string environment(char const* name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): read only, and nothing of ours ever sets it
    char const* const value = std::getenv(name);
    return value ? value : "";
}

/// $XDG_STATE_HOME/shoal, by default ~/.local/state/shoal (XDG Base Directory).
fs::path state_dir() {
    if (auto const xdg = environment("XDG_STATE_HOME"); xdg.starts_with('/'))
        return fs::path{xdg} / "shoal";
    if (auto const home = environment("HOME"); !home.empty())
        return fs::path{home} / ".local/state/shoal";
    return {};
}

} // namespace

cli::ExitCode run(int argc, char const* const* argv, Signals& signals) {
    metainfo::Workshop torrents;
    lab::LoopbackLab lab;
    cli::Services services{
        .torrents = torrents,
        .start_engine = engine::start,
        .lab = lab,
        .interrupted = signals.token(),
        .interrupt_status =
            [&signals] {
                return signals.received() == SIGTERM ? cli::ExitCode::terminated
                                                     : cli::ExitCode::interrupted;
            },
        .state_dir = state_dir(),
    };
    cli::Printer printer{stdout, stderr};
    return cli::run(argc, argv, services, printer);
}

} // namespace shoal::app
