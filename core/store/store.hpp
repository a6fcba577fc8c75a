#pragma once

#include "core/api/ban.hpp"
#include "core/api/event.hpp"
#include "core/store/sample.hpp"
#include "core/store/torrent_row.hpp"

#include <functional>
#include <memory>

namespace shoal::store {

class Writer;
class Reader;

/// What a session keeps between its runs: one SQLite file, session.db in its state folder.
///
/// Changes are queued, written by the store's own thread, all that wait in one transaction, and
/// answered on that thread once they are durable; an answer must not block. A disk that fails, or
/// is full, is answered to all who wait; when it works again, so does the store. Reads block, and
/// see what was answered.
class Store {
public:
    struct Opened;
    using Done = std::function<void(Result<void>)>;
    using Added = std::function<void(Result<api::TorrentId>)>;

    /// conflict when another session uses the folder. A damaged database is set aside as
    /// session.db.damaged-TIME, and what can be read of it goes on. One of a newer schema is
    /// invalid_input.
    [[nodiscard]] static Result<Opened> open(fs::path const& dir);
    /// Writes what is queued, joins.
    ~Store();
    Store(Store const&) = delete;
    Store& operator=(Store const&) = delete;

    // Any thread. `done` may be empty but for `add`.

    /// Gives the torrent a number that none ever had; `row.id` is not looked at. conflict when its
    /// info-hash is there.
    void add(TorrentRow row, Added done);
    /// All of it, but totals never sink, and without a .torrent the one that is there stays.
    /// not_found when it was removed: nothing comes back from the dead.
    void update(TorrentRow row, Done done);
    /// With its resume record. not_found.
    void remove(api::TorrentId id, Done done);
    /// Of several that wait only the last is written. Of a removed torrent: dropped silently.
    void save_record(api::TorrentId id, std::string record, Done done);
    /// These three are tried again while the disk fails, unless somebody is told of it.
    void save_totals(std::vector<std::pair<api::TorrentId, Totals>> const& totals);
    void save_ban(api::Ban ban, Done done = {});
    void save_blob(std::string key, std::string bytes, Done done = {}); ///< DHT state, rules
    void lift_bans(api::Endpoint peer, Done done);                      ///< of all at this address
    /// Of several thousand the newest stay; see events.hpp. Lost when the disk fails.
    void save_event(api::Event event);
    /// Into the histories: 10 s for an hour, 1 min for a day, 10 min for 30 days, 6 h for ever.
    /// Costs least when the samples of a minute come together. Lost when the disk fails.
    void note(std::vector<Sample> samples);
    /// Waits until all that is queued is written, or failed. Not from an answer.
    void settle() const;

    /// By id; `torrent` is left empty, see `torrent_bytes`.
    [[nodiscard]] Result<std::vector<TorrentRow>> torrents() const;
    [[nodiscard]] Result<std::string> torrent_bytes(api::TorrentId id) const; ///< empty: none
    [[nodiscard]] Result<std::string> record(api::TorrentId id) const;        ///< empty: none
    [[nodiscard]] Result<std::string> blob(std::string const& key) const;     ///< empty: none
    /// Those that still hold, oldest first; the others are dropped.
    [[nodiscard]] Result<std::vector<api::Ban>> bans(WallTime now) const;
    /// The newest so many, oldest first.
    [[nodiscard]] Result<std::vector<api::Event>> events(std::size_t most) const;
    /// Of the session (0) or a torrent, the steps that begin in [since, until): as fine as they are
    /// kept, but at most `most` (2 or more).
    [[nodiscard]] Result<History> history(api::TorrentId id, WallTime since, WallTime until,
                                          std::size_t most) const;

private:
    Store(fs::path dir, Fd lock, std::unique_ptr<Writer> writer, std::unique_ptr<Reader> reader);

    fs::path dir_;
    Fd lock_;
    std::unique_ptr<Writer> writer_; ///< goes last, and then takes its log into the database
    std::unique_ptr<Reader> reader_;
};

struct Store::Opened {
    std::unique_ptr<Store> store;
    std::vector<std::string> notes; ///< what was salvaged or set aside, for the user
};

} // namespace shoal::store
