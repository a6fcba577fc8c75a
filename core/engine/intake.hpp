#pragma once

#include "core/api/torrents.hpp"
#include "core/engine/placement.hpp"
#include "core/engine/wire.hpp"

#include <functional>
#include <stop_token>

namespace shoal::engine {

/// Gets the bytes behind an http(s) URL. Blocking.
using Fetch = std::function<Result<std::string>(std::string const& url, std::stop_token stop)>;

/// What a source turned out to be, checked against the disk and ready for the swarm.
struct Intake {
    std::optional<metainfo::Metainfo> torrent; ///< nothing: only a magnet is known so far
    api::InfoHash info_hash;
    std::string name;
    Placement placement;
    std::string magnet;               ///< when the source was one
    std::vector<bool> have;           ///< pieces known to be on disk
    std::vector<bool> wanted;         ///< pieces of selected files
    bool blocks_kept = false;         ///< unfinished pieces in `resume` may be believed
    std::string resume;               ///< the swarm side's own data from an earlier run
    std::vector<api::Endpoint> peers; ///< resolved
};

/// Turns what the user gave into what the swarm needs: fetches, parses, refuses what is unsafe,
/// looks at the disk and hashes what the records do not vouch for. Blocking: a worker's job.
class IntakeDesk {
public:
    IntakeDesk(StateFiles const& files, Fetch fetch) : files_(files), fetch_(std::move(fetch)) {}

    [[nodiscard]] Result<Intake> take_in(api::Add const& add, api::OnProgress const& progress,
                                         std::stop_token stop) const;

    /// As above, once a magnet's metadata arrived: `info` is the bencoded info dict.
    [[nodiscard]] Result<Intake> take_in_metadata(api::Add const& add, std::string const& info,
                                                  api::OnProgress const& progress,
                                                  std::stop_token stop) const;

private:
    [[nodiscard]] Result<Intake> admit(api::Add const& add, metainfo::Metainfo torrent,
                                       std::string magnet, api::OnProgress const& progress,
                                       std::stop_token stop) const;
    [[nodiscard]] Result<void> check(api::Add const& add, Intake& intake,
                                     api::OnProgress const& progress, std::stop_token stop) const;
    /// Hashes the pieces that are `worth` it and that `intake.have` lacks.
    [[nodiscard]] static Result<void> find_more(Intake& intake, std::vector<bool> const& worth,
                                                api::OnProgress const& progress,
                                                std::stop_token stop);

    StateFiles const& files_; ///< borrowed: outlives us
    Fetch fetch_;
};

} // namespace shoal::engine
