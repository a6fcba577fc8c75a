// From a command or a magnet's metadata to the swarm: see "A command in" in DESIGN.md.

#include "core/engine/intake/disk_facts.hpp"
#include "core/engine/records/half_move.hpp"
#include "core/engine/records/renaming.hpp"
#include "core/engine/session/session.hpp"
#include "core/policy/trust.hpp"

#include <algorithm>

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
template <class Job>
auto guarded(Job const& job) -> decltype(job()) {
    try {
        return job();
    } catch (std::exception const& error) {
        return shoal::fail(Errc::internal, error.what());
    }
}

/// `waits_in`: the folder it is kept in until it is complete; empty: its own.
Torrent arrived(api::Add const& add, Opened const& opened, fs::path const& waits_in, WallTime now) {
    Torrent torrent;
    torrent.spec = add;
    torrent.spec.torrent.clear();
    torrent.kept.added = add.past.added.value_or(now);
    torrent.kept.totals.uploaded = add.past.uploaded;
    torrent.kept.totals.downloaded = add.past.downloaded;
    if (!waits_in.empty() && waits_in != add.dir) {
        torrent.kept.bound_for = add.dir;
        torrent.spec.dir = waits_in;
    }
    torrent.view.info_hash = opened.info_hash;
    torrent.view.name = add.rename.value_or(opened.name.empty() ? add.source : opened.name);
    if (opened.torrent)
        torrent.view.size = opened.torrent->summary.size;
    count_named(torrent, opened.torrent, opened.magnet);
    return torrent;
}

/// Whether something of it is already where it is to go.
bool finds_files(Opened const& opened, api::Add const& add) {
    if (!opened.torrent)
        return false;
    auto const placement = place(*opened.torrent, add, add.dir);
    std::error_code ignored;
    return placement &&
           (std::ranges::any_of(placement->paths,
                                [&](fs::path const& path) { return fs::exists(path, ignored); }) ||
            !find_raw_names(*opened.torrent, add, *placement).empty());
}

/// Of a magnet that waits in the incomplete folder only now is known whether something of it is
/// where it is to go: then it goes there at once.
api::Add with_own_dir(api::Add spec, Opened const& opened,
                      std::optional<fs::path> const& bound_for) {
    auto there = spec;
    there.dir = bound_for.value_or(fs::path{});
    return bound_for && finds_files(opened, there) ? there : spec;
}

/// The engine may have ended amid a move or a rename.
Result<Opened> with_files_back(Opened opened, api::Add const& spec, Kept const& kept,
                               std::stop_token const& stop) {
    if (opened.torrent && kept.renaming)
        SHOAL_TRY_VOID(undo_half_rename(*opened.torrent, spec, *kept.renaming));
    if (opened.torrent && kept.moving_to)
        SHOAL_TRY_VOID(undo_half_move(*opened.torrent, spec, *kept.moving_to, stop));
    return opened;
}

/// The one that it is about to have, if any.
std::string name_of(Kept const& kept, Intake const& intake) {
    bool const is_renaming = kept.renaming && !kept.renaming->file;
    return is_renaming ? kept.renaming->name : intake.name;
}

store::TorrentRow row_with(Torrent const& torrent, std::optional<metainfo::Metainfo> const& info) {
    auto row = to_row(torrent);
    if (info)
        row.torrent = info->bytes;
    return row;
}

} // namespace

void Session::restore(Remains remains) {
    session_view_.bans = std::move(remains.bans);
    policy::keep_newest(session_view_.bans, policy::most_bans);
    log_.restore(std::move(remains.events));
    recall_rules(remains.by_hand);
    for (store::TorrentRow& row : remains.torrents) {
        show(torrents_.add(from_row(std::move(row))));
    }
    manage_queue(); // before they enter the swarm, lest those that must wait come and go
    for (auto& [id, torrent] : torrents_)
        survey(torrent, open_kept(torrent));
    publish();
}

void Session::handle(api::Add add, api::Done done) {
    if (add.dir.empty())
        add.dir = place_for(add.label);
    auto const worker = add.torrent.empty() && is_url(add.source) ? &Jobs::fetch : &Jobs::intake;
    auto order = std::make_shared<api::Add const>(std::move(add));
    (world_.jobs.*
     worker)([this, order, done = std::move(done)](std::stop_token stop) -> Jobs::Completion {
        auto result = std::make_shared<Result<Opened>>(
            guarded([&] { return world_.desk.open(0, *order, stop); }));
        bool const is_new = *result && !finds_files(**result, *order);
        return [this, order, done, result, is_new] {
            opened(*order, done, std::move(*result), is_new);
        };
    });
}

void Session::opened(api::Add const& add, api::Done const& done, Result<Opened> opened,
                     bool is_new) {
    if (!opened)
        return done(tl::make_unexpected(opened.error()));
    if (answer_known(opened->info_hash, done))
        return;

    struct Arrival {
        Torrent torrent;
        Opened opened;
    };

    bool const is_download = !add.observe && !add.assume_complete && !add.must_be_complete;
    auto const waits_in = is_new && is_download ? housekeeping_.incomplete : fs::path{};
    auto arrival = std::make_shared<Arrival>(
        Arrival{arrived(add, *opened, waits_in, world_.clock.wall()), *std::move(opened)});
    arrival->torrent.kept.queue_key = torrents_.new_queue_key(add.on_top);
    world_.keeper.add(row_with(arrival->torrent, arrival->opened.torrent),
                      [this, done, arrival](Result<api::TorrentId> id) {
                          auto const hash = arrival->opened.info_hash;
                          if (!id) { // two faces may add the same at once
                              if (id.error().code != Errc::conflict || !answer_known(hash, done))
                                  done(tl::make_unexpected(id.error()));
                              return;
                          }
                          arrival->torrent.id = *id;
                          admit(std::move(arrival->torrent), std::move(arrival->opened));
                          done(api::Reply{*id, false, api::display(hash)});
                      });
}

bool Session::answer_known(api::InfoHash const& hash, api::Done const& done) const {
    Torrent const* const known = torrents_.holder_of(hash);
    if (known)
        done(api::Reply{known->id, true, api::display(hash)});
    return known != nullptr;
}

void Session::admit(Torrent arrived, Opened opened) {
    Torrent& torrent = torrents_.add(std::move(arrived));
    torrent.closed = shutting_down_;
    torrent.is_held = true; // until the queue gave it a place
    queue_changed_ = true;
    show(torrent);
    emit(torrent, api::EventKind::added);
    auto const what = std::make_shared<Opened>(std::move(opened));
    survey(torrent, [what](std::stop_token) -> Result<Opened> { return std::move(*what); });
}

void Session::survey(Torrent& torrent, Open open) {
    // To bring back what was being moved may take as long as to hash it.
    auto const worker = torrent.kept.moving_to ? &Jobs::check : &Jobs::intake;
    (world_.jobs.*
     worker)([this, id = torrent.id, spec = torrent.spec, was_here = torrent.was_here,
              round = torrent.jobs,
              bound_for = torrent.metadata_came ? torrent.kept.bound_for : std::nullopt,
              open = std::move(open)](std::stop_token stop) -> Jobs::Completion {
        auto intake = std::make_shared<Result<Intake>>(guarded([&] {
            return open(stop).and_then([&](Opened opened) {
                auto const place = with_own_dir(spec, opened, bound_for);
                return world_.desk.survey(id, place, std::move(opened), was_here);
            });
        }));
        // Most have nothing to hash: they need not wait behind all others that were surveyed.
        bool const is_settled = *intake && (*intake)->unsure.empty();
        if (is_settled)
            *intake =
                guarded([&] { return world_.desk.check(id, spec, *std::move(*intake), {}, stop); });
        return [this, id, round, intake, is_settled] {
            if (is_settled)
                taken_in(id, round, std::move(*intake));
            else
                surveyed(id, round, std::move(*intake));
        };
    });
}

void Session::surveyed(api::TorrentId id, Round const& round, Result<Intake> intake) {
    Torrent* const torrent = find(id, round);
    if (!torrent || shutting_down_)
        return;
    if (!intake)
        return fail(*torrent, intake.error());
    count_named(*torrent, intake->torrent, intake->magnet); // to hash it may take hours
    show(*torrent);
    auto const what = std::make_shared<Intake>(*std::move(intake));
    world_.jobs.check([this, id, round, what, spec = torrent->spec,
                       checked = torrent->checked](std::stop_token stop) -> Jobs::Completion {
        // Either end stops it: the torrent's removal or the engine's shutdown.
        std::stop_callback const forward{stop, [round] {
                                             round->request_stop();
                                         }};
        auto result = std::make_shared<Result<Intake>>(guarded([&] {
            return world_.desk.check(id, spec, std::move(*what), noted_in(*checked),
                                     round->get_token());
        }));
        return [this, id, round, result] {
            taken_in(id, round, std::move(*result));
        };
    });
}

void Session::taken_in(api::TorrentId id, Round const& round, Result<Intake> intake) {
    Torrent* const torrent = find(id, round);
    if (!torrent || shutting_down_)
        return;
    if (!intake)
        return fail(*torrent, intake.error());
    torrent->intake = *std::move(intake);
    auto const& known = torrent->intake;
    count_named(*torrent, known.torrent, known.magnet);
    if (!known.name.empty())
        torrent->view.name = name_of(torrent->kept, known);
    torrent->spec.dir = known.placement.dir;
    torrent->spec.file_names.insert(known.found.begin(), known.found.end());
    if (torrent->kept.bound_for == torrent->spec.dir)
        torrent->kept.bound_for.reset(); // something of it was there already
    torrent->spec.check = torrent->spec.assume_complete = false;
    if (std::exchange(torrent->metadata_came, false)) {
        emit(*torrent, api::EventKind::metadata);
        world_.keeper.update(row_with(*torrent, known.torrent), [](auto const&) {});
    }
    enter_swarm(*torrent);
}

void Session::enter_swarm(Torrent& torrent) {
    auto& intake = torrent.intake;
    auto& view = torrent.view;
    WireAdd add{
        .id = torrent.id,
        .magnet = intake.magnet,
        .resume = std::exchange(intake.resume, {}),
        .blocks_kept = intake.blocks_kept,
        .have = intake.have,
        .dir = intake.placement.dir,
        .renames = intake.placement.renames,
        .priorities = intake.placement.priorities,
        .peers = intake.peers,
        .sequential = torrent.spec.sequential,
        .observe = torrent.spec.observe,
        .paused = !may_run(torrent),
        .limits = torrent.spec.limits,
        .more = torrent.extra.sources,
        .priority = torrent.extra.priority,
    };
    torrent.wire_state = WireState::metadata;
    if (intake.torrent) {
        auto const& summary = intake.torrent->summary;
        add.torrent = std::exchange(intake.torrent->bytes, {});
        intake.torrent->v1_pieces = {}; // the wire has its own
        intake.torrent->v2_pieces = {};
        view.size = summary.size;
        view.pieces = summary.pieces;
        view.piece_size = summary.piece_size;
        view.is_private = summary.is_private;
        torrent.wire_state = WireState::downloading;
        torrent.in_swarm = true;
        torrent.next_barrier =
            torrent.spec.observe ? SteadyTime::max() : world_.clock.now() + barrier_interval;
        if (torrent.was_here && intake.blocks_kept && covers(intake.have, intake.wanted))
            take_as_complete(torrent);
    }
    torrent.in_wire = true;
    torrent.is_running = !add.paused;
    torrent.started_at = torrent.counted_at = torrent.got_at = torrent.gave_at = world_.clock.now();
    torrent.seek.emplace(world_.clock.now());
    world_.wire.add(std::move(add));
    if (torrent.kept.renaming)
        begin_rename(torrent, true, [](auto const&) {});
    else
        go_where_bound(torrent);
    show(torrent);
}

/// As it was left: nothing to tell and nothing to save.
void Session::take_as_complete(Torrent& torrent) {
    torrent.wire_state = WireState::finished;
    torrent.complete_told = torrent.flushed_told = true;
    show_all_done(torrent);
    torrent.complete_at = world_.clock.now();
    torrent.barrier.durable = torrent.intake.have;
    torrent.barrier.saved = torrent.intake.saved;
    torrent.barrier.is_current = true;
}

void Session::take_in_anew(Torrent& torrent) {
    if (torrent.rename) {
        torrent.rename->then_anew = true;
        return;
    }
    leave_wire(torrent, false);
    torrent.view.error.clear();
    torrent.complete_told = torrent.flushed_told = torrent.goal_told = false;
    torrent.intake = {};
    survey(torrent, open_kept(torrent));
    show(torrent);
}

Session::Open Session::open_kept(Torrent const& torrent) const {
    return [desk = &world_.desk, id = torrent.id, spec = torrent.spec,
            kept = torrent.kept](std::stop_token stop) {
        return desk->open(id, spec, stop).and_then([&](Opened opened) {
            return with_files_back(std::move(opened), spec, kept, stop);
        });
    };
}

void Session::on(Torrent& torrent, MetadataPieces const& pieces) {
    if (!torrent.in_wire || torrent.in_swarm)
        return;
    torrent.view.metadata_done = pieces.done;
    torrent.view.metadata_pieces = pieces.of;
    show(torrent);
}

void Session::on(Torrent& torrent, MetadataReceived const& metadata) {
    if (torrent.in_swarm)
        return;
    // The torrent enters the swarm anew, by the same door as any .torrent: inspected, placed and
    // checked before a byte is written. The peers that gave the metadata are kept.
    leave_wire(torrent, false);
    torrent.metadata_came = true;
    if (std::exchange(torrent.spec.pick_files, false))
        torrent.spec.paused = true;
    survey(torrent, [desk = &world_.desk, spec = torrent.spec, info = metadata.info](
                        std::stop_token) { return desk->open_metadata(spec, info); });
    show(torrent);
}

} // namespace shoal::engine
