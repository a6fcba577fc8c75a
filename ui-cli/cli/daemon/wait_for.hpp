#pragma once

#include "ui-cli/cli/daemon/daemon.hpp"
#include "ui-cli/cli/reports/list_report.hpp"

namespace CLI { // NOLINT(readability-identifier-naming): the name is CLI11's
class App;
}

namespace shoal::cli {

/// What a look at a torrent tells of what is waited for: it is there, it failed, or neither yet.
using Verdict = std::optional<Result<void>>;
using Judge = std::function<Verdict(api::TorrentView const&)>;

/// The value of a flag such as --wait, which may stand alone or as --wait=DUR.
struct WaitFlag {
    std::vector<std::string> texts; ///< empty: not given

    void attach(CLI::App& command, std::string const& what);

    [[nodiscard]] bool is_given() const { return !texts.empty(); }

    /// How long at most; nothing: as long as it takes.
    [[nodiscard]] Result<std::optional<std::chrono::seconds>> limit() const;
};

/// Waits until the judge has decided about each torrent; a torrent that is gone, or reports an
/// error, or of which a warning is heard that begins with `failure`, has failed. Prints what
/// failed. Exit status: timed out, that of a signal, or what fits the failures.
[[nodiscard]] ExitCode wait_for(Context& context, Daemon& daemon, std::string_view command,
                                api::Ids ids, Judge const& judge,
                                std::optional<std::chrono::seconds> limit,
                                std::string_view failure = {});

} // namespace shoal::cli
