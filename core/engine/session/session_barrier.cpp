// The flush barrier: how a download survives kill -9 and power cuts.
//
// 1. The wire is asked for resume data: pieces that were verified and written (to the page cache)
// by then.
// 2. A worker flushes every file that holds a piece newly claimed with fdatasync.
// 3. Only then the record is written, atomically. So no record ever claims a byte that a power cut
// could take. What finished after step 1 is not claimed; the next start hashes it (plan_recheck)
// and need not fetch it again.
//
// Pieces that reach into unwanted files are claimed by the last record only: libtorrent writes the
// index of its part file, where those bytes are, when it leaves the swarm.

#include "core/engine/records/flush.hpp"
#include "core/engine/session/session.hpp"

namespace shoal::engine {
namespace {

/// What the worker needs, copied: the torrent may be removed meanwhile.
struct Closing {
    FlushList files;
    RecordKey key;
    ResumeRecord record;
};

Result<void> flush_timed(FlushList const& files, LatencyMeter& meter) {
    auto const begin = std::chrono::steady_clock::now();
    auto const flushed = flush(files);
    if (!files.needed.empty())
        meter.add(std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - begin));
    return flushed;
}

BarrierResult perform(Records const& records, Closing const& work, LatencyMeter& flushes) {
    auto const flushed = flush_timed(work.files, flushes);
    if (!flushed)
        return {flushed, flushed};
    return {{}, records.save_record(work.key, work.record)};
}

std::vector<bool> both(std::vector<bool> a, std::vector<bool> const& b) {
    for (std::size_t i = 0; i < a.size(); ++i)
        a[i] = a[i] && i < b.size() && b[i];
    return a;
}

std::vector<bool> newly(std::vector<bool> const& have, std::vector<bool> const& durable) {
    std::vector<bool> fresh = have;
    for (std::size_t i = 0; i < fresh.size() && i < durable.size(); ++i)
        if (durable[i])
            fresh[i] = false;
    return fresh;
}

/// Whether the next start would learn something from another record.
bool is_worth_saving(Torrent const& torrent) {
    return torrent.in_swarm && !torrent.spec.observe && torrent.view.error.empty() &&
           !torrent.barrier.is_current;
}

} // namespace

void Session::begin_barrier(Torrent& torrent) {
    auto& barrier = torrent.barrier;
    if (barrier.running) {
        barrier.again = true;
        return;
    }
    barrier.running = true;
    barrier.waiting = std::exchange(barrier.next, {});
    world_.wire.save_resume(torrent.id);
}

void Session::on(Torrent& torrent, ResumeReady const& ready) {
    auto& barrier = torrent.barrier;
    if (!barrier.running || !torrent.intake.torrent)
        return;
    auto const& intake = torrent.intake;
    // libtorrent says nothing of pieces before it has looked at the files: what we knew still
    // holds.
    barrier.have = ready.have.empty() ? intake.have : ready.have;
    // Once all is flushed, who writes to the files is not us: an older time makes the next start
    // notice.
    if (!torrent.flushed_told)
        barrier.saved = world_.clock.wall();
    auto const list_files = barrier.final ? &flush_all : &flush_list;
    Closing work{
        .files = list_files(*intake.torrent, intake.info_hash, intake.placement,
                            newly(barrier.have, barrier.durable)),
        .key = record_key(torrent.id, intake),
        .record = {.clean = barrier.final || covers(barrier.have, intake.wanted),
                   .saved = barrier.saved,
                   .have = barrier.final
                               ? barrier.have
                               : both(barrier.have,
                                      whole_pieces(*intake.torrent, intake.placement.selected)),
                   .blob = ready.resume},
    };
    barrier.closes_books = work.record.clean && work.record.have == barrier.have;
    world_.jobs.save([this, id = torrent.id, round = torrent.jobs, records = &world_.records,
                      work = std::move(work),
                      flushes = flushes_](std::stop_token) -> Jobs::Completion {
        auto const result = perform(*records, work, *flushes);
        return [this, id, round, result] {
            end_barrier(id, round, result);
        };
    });
}

void Session::on(Torrent& torrent, ResumeFailed const& failed) {
    if (!torrent.barrier.running)
        return;
    Result<void> const error = shoal::fail(Errc::io, "no resume data: " + failed.reason);
    end_barrier(torrent.id, torrent.jobs, {error, error});
}

void Session::end_barrier(api::TorrentId id, Round const& round, BarrierResult const& result) {
    Torrent* const torrent = find(id, round);
    if (!torrent)
        return;
    auto& barrier = torrent->barrier;
    barrier.running = false;
    auto const& [flushed, saved] = result;
    if (flushed)
        barrier.durable = barrier.have;
    if (flushed && !saved)
        on(*torrent,
           Trouble{id, "cannot save its state: " + saved.error().what, saved.error().where});
    for (api::Done const& done : std::exchange(barrier.waiting, {}))
        done(saved ? Result<api::Reply>{api::Reply{id}} : tl::make_unexpected(saved.error()));

    bool const all_durable =
        torrent->complete_told && flushed && covers(barrier.durable, torrent->intake.wanted);
    if (all_durable && !torrent->flushed_told) {
        torrent->flushed_told = true;
        changed_ = true;
        emit(*torrent, api::EventKind::flushed);
        emit(*torrent, api::EventKind::seeding);
        move_when_done(*torrent);
    }
    // Files that are on their way to another name or folder are not missing.
    bool const is_in_motion = barrier.again || torrent->kept.moving_to || torrent->kept.renaming;
    if (!flushed && !torrent->flushed_told && !is_in_motion)
        fail(*torrent, flushed.error());
    if (std::exchange(barrier.again, false))
        return begin_barrier(*torrent);
    barrier.is_current = flushed && saved && barrier.closes_books && torrent->flushed_told;
    if (barrier.final || (shutting_down_ && !torrent->is_running && !torrent->is_pausing))
        torrent->closed = true;
}

void Session::on(Torrent& torrent, Paused const&) {
    if (torrent.is_running && !shutting_down_)
        return; // it was resumed meanwhile
    torrent.is_pausing = false;
    if (torrent.closed || torrent.barrier.final)
        return;
    if (!is_worth_saving(torrent)) {
        torrent.closed = shutting_down_;
        return;
    }
    torrent.barrier.final = true;
    begin_barrier(torrent);
}

void Session::begin_shutdown() {
    shutting_down_ = true;
    save_totals();
    save_history();
    for (auto& [id, torrent] : torrents_) {
        torrent.jobs->request_stop();
        bool const is_open = torrent.is_running || torrent.is_pausing || torrent.barrier.running;
        torrent.closed = !is_worth_saving(torrent) || !is_open;
        if (!torrent.closed && torrent.is_running)
            world_.wire.pause(id);
    }
}

bool Session::is_settled() const {
    for (auto const& [id, torrent] : torrents_)
        if (!torrent.closed)
            return false;
    return true;
}

} // namespace shoal::engine
