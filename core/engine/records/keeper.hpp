#pragma once

#include "core/api/ban.hpp"
#include "core/api/event.hpp"
#include "core/store/sample.hpp"
#include "core/store/torrent_row.hpp"

#include <functional>

namespace shoal::engine {

/// What is left of an earlier run.
struct Remains {
    std::vector<store::TorrentRow> torrents;
    std::vector<api::Ban> bans;
    std::vector<api::Event> events; ///< oldest first
    std::string by_hand;            ///< rules, as api::to_text writes them
};

/// What outlives the process besides resume records. Nothing here waits: answers come later, on the
/// engine's thread, once it is durable. Engine thread only.
class Keeper {
public:
    using Kept = std::function<void(Result<void>)>;
    using Numbered = std::function<void(Result<api::TorrentId>)>;

    virtual ~Keeper() = default;
    /// Gives the torrent its number, never given before.
    virtual void add(store::TorrentRow row, Numbered done) = 0;
    /// An empty `torrent` leaves the bytes that are kept.
    virtual void update(store::TorrentRow row, Kept done) = 0;
    virtual void remove(api::TorrentId id, Kept done) = 0;
    virtual void save_totals(std::vector<std::pair<api::TorrentId, store::Totals>> totals) = 0;
    /// With nobody to tell it is tried until it is kept.
    virtual void save_ban(api::Ban const& ban, Kept done) = 0;
    /// Of all at this address.
    virtual void lift_bans(api::Endpoint const& peer, Kept done) = 0;
    virtual void save_event(api::Event const& event) = 0;
    /// What of the rules was set by hand, as api::to_text writes it.
    virtual void save_by_hand(std::string text, Kept done) = 0;
    /// Into the histories; those of a minute together cost least.
    virtual void note(std::vector<store::Sample> samples) = 0;
    /// Of the session (0) or a torrent, at most `most` points; sees all that was noted before.
    /// Blocks: any thread but the engine's.
    [[nodiscard]] virtual Result<store::History>
    history(api::TorrentId id, WallTime since, WallTime until, std::size_t most) const = 0;
};

/// Of a session that ends with its process: it gives numbers, and keeps nothing.
class ForgetfulKeeper : public Keeper {
public:
    void add(store::TorrentRow, Numbered done) override { done(++last_id_); }

    void update(store::TorrentRow, Kept done) override { done({}); }

    void remove(api::TorrentId, Kept done) override { done({}); }

    void save_totals(std::vector<std::pair<api::TorrentId, store::Totals>>) override {}

    void save_ban(api::Ban const&, Kept done) override {
        if (done)
            done({});
    }

    void lift_bans(api::Endpoint const&, Kept done) override { done({}); }

    void save_event(api::Event const&) override {}

    void save_by_hand(std::string, Kept done) override { done({}); }

    void note(std::vector<store::Sample>) override {}

    [[nodiscard]] Result<store::History> history(api::TorrentId, WallTime, WallTime,
                                                 std::size_t) const override {
        return fail(Errc::invalid_input, "this session keeps no history; a daemon's does", {});
    }

private:
    api::TorrentId last_id_ = 0;
};

} // namespace shoal::engine
