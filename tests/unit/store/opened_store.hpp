#pragma once

#include "core/store/store.hpp"

#include <doctest/doctest.h>

#include <future>

namespace shoal::test {

/// A digest that tells `number` apart from others.
template <class Digest>
Digest digest_of(std::uint64_t number) {
    Digest digest{};
    for (std::size_t i = 0; i < 8; ++i)
        digest[i] = static_cast<std::uint8_t>(number >> (8 * i));
    return digest;
}

inline store::TorrentRow row_of(std::uint64_t number) {
    return {.info_hash = {.v1 = digest_of<Sha1Digest>(number)},
            .name = "torrent " + std::to_string(number),
            .source = "magnet:?xt=urn:btih:" + std::to_string(number),
            .dir = "/srv/downloads"};
}

/// A store whose answers are waited for.
class OpenedStore {
public:
    explicit OpenedStore(fs::path const& dir) {
        auto opened = store::Store::open(dir);
        REQUIRE_MESSAGE(opened, opened.error().what, " ", opened.error().where);
        store_ = std::move(opened->store);
        notes = std::move(opened->notes);
    }

    store::Store* operator->() const { return store_.get(); }

    Result<api::TorrentId> add(store::TorrentRow row) const {
        return answer<api::TorrentId>(
            [&](auto done) { store_->add(std::move(row), std::move(done)); });
    }

    Result<void> update(store::TorrentRow row) const {
        return answer<void>([&](auto done) { store_->update(std::move(row), std::move(done)); });
    }

    Result<void> remove(api::TorrentId id) const {
        return answer<void>([&](auto done) { store_->remove(id, std::move(done)); });
    }

    Result<void> save_record(api::TorrentId id, std::string record) const {
        return answer<void>(
            [&](auto done) { store_->save_record(id, std::move(record), std::move(done)); });
    }

    /// All that was asked for before is written.
    void settle() const { (void)remove(0); }

    void close() { store_.reset(); }

    std::vector<std::string> notes;

private:
    template <class T, class Ask>
    static Result<T> answer(Ask const& ask) {
        auto promise = std::make_shared<std::promise<Result<T>>>();
        auto future = promise->get_future();
        ask([promise](Result<T> result) { promise->set_value(std::move(result)); });
        REQUIRE(future.wait_for(std::chrono::seconds{20}) == std::future_status::ready);
        return future.get();
    }

    std::unique_ptr<store::Store> store_;
};

} // namespace shoal::test
