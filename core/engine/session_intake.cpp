// From a command or a magnet's metadata to the swarm: see "A command in" in DESIGN.md.

#include "core/engine/session.hpp"

namespace shoal::engine {
namespace {

/// Brings progress from the worker's thread to ours, as a fraction.
api::OnProgress noted_in(std::atomic<double>& fraction) {
    return [&fraction](api::Progress const& progress) {
        if (progress.total_bytes > 0)
            fraction = static_cast<double>(progress.done_bytes) /
                       static_cast<double>(progress.total_bytes);
    };
}

/// The worker must survive what a library throws at a strange torrent or folder.
Result<Intake> guarded(std::function<Result<Intake>(std::stop_token)> const& job,
                       std::stop_token stop) {
    try {
        return job(std::move(stop));
    } catch (std::exception const& error) {
        return shoal::fail(Errc::internal, error.what());
    }
}

} // namespace

void Session::handle(api::Add add, api::Done const& done) {
    auto const id = ++last_id_;
    Torrent& torrent = torrents_[id];
    torrent.id = id;
    torrent.spec = std::move(add);
    torrent.view.id = id;
    torrent.view.name = torrent.spec.source;
    take_in(torrent, [desk = &world_.desk, spec = torrent.spec,
                      checked = torrent.checked](std::stop_token stop) {
        return desk->take_in(spec, noted_in(*checked), std::move(stop));
    });
    done(api::Reply{id});
}

void Session::take_in(Torrent& torrent, std::function<Result<Intake>(std::stop_token)> job) {
    world_.jobs.intake([this, id = torrent.id, cancelled = torrent.jobs,
                        job = std::move(job)](std::stop_token stop) -> Jobs::Completion {
        // Either end stops it: the torrent's removal or the engine's shutdown.
        std::stop_callback const forward{stop, [cancelled] {
                                             cancelled->request_stop();
                                         }};
        auto intake = std::make_shared<Result<Intake>>(guarded(job, cancelled->get_token()));
        return [this, id, intake] {
            taken_in(id, std::move(*intake));
        };
    });
    torrent.view.state = api::TorrentState::checking;
}

void Session::taken_in(api::TorrentId id, Result<Intake> intake) {
    Torrent* const torrent = find(id);
    if (!torrent || shutting_down_)
        return;
    changed_ = true;
    if (!intake)
        return fail(*torrent, intake.error());
    bool const first = torrent->intake.info_hash == api::InfoHash{};
    if (auto const* const twin = holder_of(intake->info_hash, id))
        return fail(*torrent, Error{Errc::conflict, "the same torrent is in this session already",
                                    twin->spec.source});
    torrent->intake = *std::move(intake);
    auto& view = torrent->view;
    view.info_hash = torrent->intake.info_hash;
    view.name = torrent->intake.name;
    emit(*torrent, first ? api::EventKind::added : api::EventKind::metadata);
    enter_swarm(*torrent);
}

void Session::enter_swarm(Torrent& torrent) {
    auto const& intake = torrent.intake;
    auto& view = torrent.view;
    WireAdd add{
        .id = torrent.id,
        .magnet = intake.magnet,
        .resume = intake.resume,
        .blocks_kept = intake.blocks_kept,
        .have = intake.have,
        .dir = intake.placement.dir,
        .renames = intake.placement.renames,
        .selected = intake.placement.selected,
        .peers = intake.peers,
        .sequential = torrent.spec.sequential,
    };
    view.state = intake.torrent ? api::TorrentState::downloading : api::TorrentState::metadata;
    if (intake.torrent) {
        auto const& summary = intake.torrent->summary;
        add.torrent = intake.torrent->bytes;
        view.size = summary.size;
        view.pieces = summary.pieces;
        view.piece_size = summary.piece_size;
        torrent.in_swarm = true;
        torrent.next_barrier = world_.clock.now() + barrier_interval;
    }
    torrent.seek.emplace(world_.clock.now());
    world_.wire.add(std::move(add));
}

void Session::on(Torrent& torrent, MetadataReceived const& metadata) {
    if (torrent.in_swarm)
        return;
    // The torrent enters the swarm anew, by the same door as any .torrent: inspected, placed and
    // checked before a byte is written. The peers that gave the metadata are kept.
    world_.wire.remove(torrent.id);
    announcer_.left(torrent.id);
    take_in(torrent, [desk = &world_.desk, spec = torrent.spec, info = metadata.info,
                      checked = torrent.checked](std::stop_token stop) {
        return desk->take_in_metadata(spec, info, noted_in(*checked), std::move(stop));
    });
}

} // namespace shoal::engine
