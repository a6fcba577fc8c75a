#pragma once

#include "core/api/engine.hpp"
#include "ui-cli/cli/exit_code.hpp"

#include <span>

namespace shoal::cli {

/// What a run in the foreground is for: a get ends once everything is on the disk, a seed does not.
enum class Aim { get, seed };

/// One SOURCE to bring into the session, and what its user should know of it.
struct Source {
    api::Add add;
    std::string magnet;  ///< of a torrent made on the fly, else empty
    std::string typed{}; ///< what the user gave when that is not `add.source`
};

enum class Outcome { going, done, failed };

/// One SOURCE on its way.
struct Transfer {
    std::string source;
    std::string magnet;
    std::string dir;
    bool has_goal = false;
    api::TorrentView view; ///< the newest known; id 0 until the engine took it
    Outcome outcome = Outcome::going;
    Error error;        ///< when failed
    double seconds = 0; ///< from the start until the outcome, or until now

    [[nodiscard]] bool is_complete() const { return view.wanted > 0 && view.done >= view.wanted; }

    /// Its name, or the source as typed while none is known. Untrusted.
    [[nodiscard]] std::string const& name() const { return view.name.empty() ? source : view.name; }
};

/// Something to tell the user: an event of the engine, or progress.
struct Notice {
    std::string_view event; ///< as in shoal.event/1
    WallTime time;
    Transfer transfer; ///< as of then; of no source when the session itself speaks
    std::string text;
    std::string where;
};

/// What became of each SOURCE, from what the engine says: values in, notices out. One thread.
class GetProgress {
public:
    GetProgress(Aim aim, std::span<Source const> sources, SteadyTime start);

    /// The engine's answer to the Add of the SOURCE at `index`.
    [[nodiscard]] std::vector<Notice> added(std::size_t index, Result<api::Reply> const& reply,
                                            SteadyTime now, WallTime wall);
    [[nodiscard]] std::vector<Notice> apply(api::Event const& event, SteadyTime now);
    /// At most one progress notice a second for each torrent, and only when something changed.
    [[nodiscard]] std::vector<Notice> apply(api::Snapshot const& snapshot, SteadyTime now,
                                            WallTime wall);

    /// A seed's time is up: what never had all of its content fails.
    [[nodiscard]] std::vector<Notice> fail_incomplete(SteadyTime now, WallTime wall);

    /// None is going any more.
    [[nodiscard]] bool is_finished() const;
    /// Finished, and the figures of what is done have arrived in a snapshot.
    [[nodiscard]] bool is_settled() const;
    [[nodiscard]] std::size_t count(Outcome outcome) const;
    /// Of a finished run: done, partly done, or what fits the failures when all failed.
    [[nodiscard]] ExitCode exit_code() const;

    [[nodiscard]] std::span<Transfer const> transfers() const { return transfers_; }

private:
    struct Told {
        SteadyTime next{};
        api::TorrentView view;
    };

    [[nodiscard]] Transfer* find(api::TorrentId id);
    [[nodiscard]] std::vector<Notice> fail_transfer(Transfer& transfer, Error error, SteadyTime now,
                                                    WallTime wall);
    void end(Transfer& transfer, Outcome outcome, SteadyTime now);
    [[nodiscard]] bool is_goal(Transfer const& transfer, api::EventKind kind) const;

    Aim aim_;
    SteadyTime start_;
    std::vector<Transfer> transfers_;
    std::vector<Told> told_;        ///< for each transfer, what its last progress notice said
    std::vector<api::Event> early_; ///< of torrents whose Add is not answered yet
};

} // namespace shoal::cli
