#include "core/engine/records/store_keeper.hpp"

#include <future>

namespace shoal::engine {
namespace {

constexpr auto dht_key = "dht";
constexpr auto by_hand_key = "rules by hand";

} // namespace

void StoreKeeper::add(store::TorrentRow row, Numbered done) {
    store_.add(std::move(row), [this, done = std::move(done)](Result<api::TorrentId> const& id) {
        on_engine_([done, id] { done(id); });
    });
}

void StoreKeeper::update(store::TorrentRow row, Kept done) {
    store_.update(std::move(row), brought_home(std::move(done)));
}

void StoreKeeper::remove(api::TorrentId id, Kept done) {
    store_.remove(id, brought_home(std::move(done)));
}

void StoreKeeper::save_totals(std::vector<std::pair<api::TorrentId, store::Totals>> totals) {
    store_.save_totals(std::move(totals));
}

void StoreKeeper::save_ban(api::Ban const& ban, Kept done) {
    store_.save_ban(ban, done ? brought_home(std::move(done)) : Kept{});
}

void StoreKeeper::lift_bans(api::Endpoint const& peer, Kept done) {
    store_.lift_bans(peer, brought_home(std::move(done)));
}

void StoreKeeper::save_event(api::Event const& event) {
    store_.save_event(event);
}

void StoreKeeper::save_by_hand(std::string text, Kept done) {
    store_.save_blob(by_hand_key, std::move(text), brought_home(std::move(done)));
}

void StoreKeeper::note(std::vector<store::Sample> samples) {
    store_.note(std::move(samples));
}

Result<store::History> StoreKeeper::history(api::TorrentId id, WallTime since, WallTime until,
                                            std::size_t most) const {
    store_.settle();
    return store_.history(id, since, until, most);
}

Keeper::Kept StoreKeeper::brought_home(Kept done) const {
    return [this, done = std::move(done)](Result<void> const& kept) {
        on_engine_([done, kept] { done(kept); });
    };
}

Result<std::string> load_by_hand(store::Store const& store) {
    return store.blob(by_hand_key);
}

std::optional<ResumeRecord> StoreRecords::load_record(RecordKey const& key) const {
    auto const bytes = store_.record(key.id);
    if (!bytes || bytes->empty())
        return std::nullopt;
    auto record = decode_record(*bytes);
    return record ? std::optional{*std::move(record)} : std::nullopt;
}

Result<void> StoreRecords::save_record(RecordKey const& key, ResumeRecord const& record) const {
    auto const saved = std::make_shared<std::promise<Result<void>>>();
    store_.save_record(key.id, encode(record),
                       [saved](Result<void> result) { saved->set_value(std::move(result)); });
    return saved->get_future().get();
}

std::optional<std::string> StoreRecords::load_torrent(api::TorrentId id,
                                                      api::InfoHash const&) const {
    auto bytes = id != 0 ? store_.torrent_bytes(id) : Result<std::string>{};
    return bytes && !bytes->empty() ? std::optional{*std::move(bytes)} : std::nullopt;
}

Result<void> StoreRecords::save_torrent(api::InfoHash const&, std::string_view) const {
    return {};
}

std::string StoreRecords::load_dht() const {
    return store_.blob(dht_key).value_or(std::string{});
}

Result<void> StoreRecords::save_dht(std::string_view bytes) const {
    store_.save_blob(dht_key, std::string{bytes});
    return {};
}

} // namespace shoal::engine
