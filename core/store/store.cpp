#include "core/store/store.hpp"

#include "core/store/bans.hpp"
#include "core/store/blobs.hpp"
#include "core/store/events.hpp"
#include "core/store/history.hpp"
#include "core/store/opening.hpp"
#include "core/store/reader.hpp"
#include "core/store/torrents.hpp"
#include "core/store/writer.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <future>
#include <sys/file.h>

namespace shoal::store {
namespace {

/// Held as long as the descriptor is open; the kernel lets go of it when the process dies.
Result<Fd> lock_folder(fs::path const& dir) {
    auto const path = dir / "session.db.lock";
    Fd fd{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (fd.get() < 0)
        return tl::make_unexpected(io_error(errno, path));
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) == 0)
        return fd;
    if (errno != EWOULDBLOCK)
        return tl::make_unexpected(io_error(errno, path));
    return fail(Errc::conflict,
                "another shoal keeps its session here; stop it, or use another state folder",
                dir.string());
}

} // namespace

Result<Store::Opened> Store::open(fs::path const& dir) {
    SHOAL_TRY_VOID(make_folder(dir));
    SHOAL_TRY(auto lock, lock_folder(dir));
    SHOAL_TRY(auto opened, open_session(dir, SystemClock{}.wall()));
    SHOAL_TRY(auto reading, Database::open(session_path(dir), Access::read));
    auto reader = std::make_unique<Reader>(std::move(reading));
    auto writer = std::make_unique<Writer>(std::move(opened.database));
    std::unique_ptr<Store> store{
        new Store{dir, std::move(lock), std::move(writer), std::move(reader)}};
    return Opened{std::move(store), std::move(opened.notes)};
}

Store::Store(fs::path dir, Fd lock, std::unique_ptr<Writer> writer, std::unique_ptr<Reader> reader)
    : dir_(std::move(dir)),
      lock_(std::move(lock)),
      writer_(std::move(writer)),
      reader_(std::move(reader)) {}

Store::~Store() {
    bool const met_damage = writer_->finish();
    if (met_damage || reader_->read([](Database& database) { return database.is_damaged(); }))
        suspect_damage(dir_);
}

void Store::add(TorrentRow row, Added done) {
    auto const id = std::make_shared<api::TorrentId>();
    writer_->post({
        .apply = [row = std::move(row), id](Database& database) -> Result<void> {
            SHOAL_TRY(*id, add_torrent(database, row));
            return {};
        },
        .done = [id, done = std::move(done)](
                    Result<void> const& result) { done(result.map([&] { return *id; })); },
    });
}

void Store::update(TorrentRow row, Done done) {
    writer_->post({.apply = [row = std::move(row)](
                                Database& database) { return update_torrent(database, row); },
                   .done = std::move(done)});
}

void Store::remove(api::TorrentId id, Done done) {
    writer_->post({.apply = [id](Database& database) -> Result<void> {
                       SHOAL_TRY_VOID(remove_torrent(database, id));
                       return drop_history(database, id);
                   },
                   .done = std::move(done)});
}

void Store::save_record(api::TorrentId id, std::string record, Done done) {
    writer_->post(
        {.apply = [id, record = std::move(record)](
                      Database& database) { return store::save_record(database, id, record); },
         .done = std::move(done),
         .key = fmt::format("record {}", id)});
}

void Store::save_totals(std::vector<std::pair<api::TorrentId, Totals>> const& totals) {
    for (auto const& [torrent, sums] : totals)
        writer_->post(
            {.apply = [id = torrent, sums = sums](
                          Database& database) { return store::save_totals(database, id, sums); },
             .key = fmt::format("totals {}", torrent)});
}

void Store::save_ban(api::Ban ban, Done done) {
    auto key = fmt::format("ban {} {}", to_string(ban.peer.endpoint), to_hex(ban.peer.id));
    writer_->post({.apply = [ban = std::move(ban)](
                                Database& database) { return store::save_ban(database, ban); },
                   .done = std::move(done),
                   .key = std::move(key)});
}

void Store::lift_bans(api::Endpoint peer, Done done) {
    writer_->post({.apply = [peer = std::move(peer)](
                                Database& database) { return store::lift_bans(database, peer); },
                   .done = std::move(done)});
}

void Store::save_event(api::Event event) {
    writer_->post({.apply = [event = std::move(event)](
                                Database& database) { return store::save_event(database, event); },
                   .done =
                       [](auto const&) {
                       }}); // tried once
}

void Store::save_blob(std::string key, std::string bytes, Done done) {
    auto job_key = "blob " + key;
    writer_->post(
        {.apply = [key = std::move(key), bytes = std::move(bytes)](
                      Database& database) { return store::save_blob(database, key, bytes); },
         .done = std::move(done),
         .key = std::move(job_key)});
}

void Store::note(std::vector<Sample> samples) {
    writer_->post({.apply = [samples = std::move(samples)](
                                Database& database) { return note_samples(database, samples); },
                   .done =
                       [](auto const&) {
                       }}); // tried once
}

void Store::settle() const {
    std::promise<void> settled;
    writer_->post({.apply = {}, .done = [&settled](auto const&) {
                       settled.set_value();
                   }});
    settled.get_future().wait();
}

Result<std::vector<TorrentRow>> Store::torrents() const {
    return reader_->read(load_torrents);
}

Result<std::string> Store::torrent_bytes(api::TorrentId id) const {
    return reader_->read([&](Database& database) { return load_metadata(database, id); });
}

Result<std::string> Store::record(api::TorrentId id) const {
    return reader_->read([&](Database& database) { return load_record(database, id); });
}

Result<std::string> Store::blob(std::string const& key) const {
    return reader_->read([&](Database& database) { return load_blob(database, key); });
}

Result<std::vector<api::Ban>> Store::bans(WallTime now) const {
    writer_->post({.apply = [now](Database& database) { return drop_bans(database, now); },
                   .key = "drop bans"});
    return reader_->read([&](Database& database) { return load_bans(database, now); });
}

Result<std::vector<api::Event>> Store::events(std::size_t most) const {
    return reader_->read([most](Database& database) { return load_events(database, most); });
}

Result<History> Store::history(api::TorrentId id, WallTime since, WallTime until,
                               std::size_t most) const {
    return reader_->read(
        [&](Database& database) { return load_history(database, id, since, until, most); });
}

} // namespace shoal::store
