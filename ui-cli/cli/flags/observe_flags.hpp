#pragma once

#include "core/api/health.hpp"
#include "ui-cli/cli/daemon/observe.hpp"
#include "ui-cli/cli/flags/swarm_flags.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shoal::cli {

/// The flags that health and why share, as typed.
struct ObserveFlags {
    std::string source;
    std::vector<std::string> peers;
    std::string time;
    std::string trace;
    std::string socket; ///< of the daemon; empty: the usual one
    bool watch = false;
    bool json = false;
    SwarmFlags swarm;

    void attach(CLI::App& command, std::string const& json_help);

    /// What the flags say. The error's `where` is the flag.
    [[nodiscard]] Result<Observation> observation(fs::path const& state_dir) const;

    /// The source is a trace of an earlier look.
    [[nodiscard]] bool is_replay() const { return source.ends_with(".trace"); }

    /// The torrent of the daemon that the source names, unless flags say how to join its swarm.
    [[nodiscard]] Result<std::optional<KnownTorrent>> known(Services& services) const;

    /// How long to look at such a torrent.
    [[nodiscard]] LookTime look_time(Observation const& observation) const;

    /// Nothing when it is empty.
    [[nodiscard]] static Result<std::optional<int>> read_grade(std::string const& fail_under);
};

/// Shows an observation: how far it is while it lasts, the report at its end; or, watching, the
/// report again and again, in place on a terminal.
class ObserveShow {
public:
    using Json = std::function<nlohmann::ordered_json()>;
    using Text = std::function<std::vector<std::string>()>;

    ObserveShow(Printer& printer, Observation const& observation, bool json)
        : printer_(printer), observation_(observation), json_(json) {}

    void report(Json const& json, Text const& text);
    void operator()(double seconds, bool is_last, api::ObservedView const& observed,
                    Json const& json, Text const& text);

private:
    Printer& printer_;
    Observation const& observation_;
    bool json_;
    double next_ = 0; ///< seconds: while watching off a terminal
};

} // namespace shoal::cli
