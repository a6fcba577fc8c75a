#pragma once

#include "core/engine/records/keeper.hpp"
#include "core/engine/records/records.hpp"
#include "core/store/store.hpp"

namespace shoal::engine {

/// Of a session that goes on after a restart: everything is in the store, and what it answers on
/// its own thread is brought to the engine's.
class StoreKeeper final : public Keeper {
public:
    using OnEngine = std::function<void(std::function<void()>)>;

    /// `store` is borrowed: it outlives us. `on_engine`: any thread; runs it on the engine's.
    StoreKeeper(store::Store& store, OnEngine on_engine)
        : store_(store), on_engine_(std::move(on_engine)) {}

    void add(store::TorrentRow row, Numbered done) override;
    void update(store::TorrentRow row, Kept done) override;
    void remove(api::TorrentId id, Kept done) override;
    void save_totals(std::vector<std::pair<api::TorrentId, store::Totals>> totals) override;
    void save_ban(api::Ban const& ban, Kept done) override;
    void lift_bans(api::Endpoint const& peer, Kept done) override;
    void save_event(api::Event const& event) override;
    void save_by_hand(std::string text, Kept done) override;
    void note(std::vector<store::Sample> samples) override;
    [[nodiscard]] Result<store::History> history(api::TorrentId id, WallTime since, WallTime until,
                                                 std::size_t most) const override;

private:
    /// What tells `done` on the engine's thread.
    [[nodiscard]] Kept brought_home(Kept done) const;

    store::Store& store_;
    OnEngine on_engine_;
};

/// What StoreKeeper::save_by_hand keeps; empty: nothing.
[[nodiscard]] Result<std::string> load_by_hand(store::Store const& store);

/// Records in the store, by number.
class StoreRecords final : public Records {
public:
    explicit StoreRecords(store::Store& store) : store_(store) {}

    [[nodiscard]] std::optional<ResumeRecord> load_record(RecordKey const& key) const override;
    /// Waits until it is durable.
    [[nodiscard]] Result<void> save_record(RecordKey const& key,
                                           ResumeRecord const& record) const override;
    [[nodiscard]] std::optional<std::string> load_torrent(api::TorrentId id,
                                                          api::InfoHash const& hash) const override;
    /// The keeper does that, with the rest of the torrent.
    [[nodiscard]] Result<void> save_torrent(api::InfoHash const& hash,
                                            std::string_view bytes) const override;
    [[nodiscard]] std::string load_dht() const override;
    [[nodiscard]] Result<void> save_dht(std::string_view bytes) const override;

private:
    store::Store& store_; ///< borrowed: outlives us
};

} // namespace shoal::engine
