#include "tests/e2e/store_life.hpp"

#include "core/base/check.hpp"
#include "core/store/store.hpp"

#include <algorithm>
#include <mutex>
#include <random>
#include <semaphore>
#include <unistd.h>

namespace shoal::test {
namespace {

constexpr std::size_t most_torrents = 60;
constexpr int most_waiting = 40;

class Life {
public:
    Life(fs::path dir, int pipe, std::int64_t first, std::uint64_t seed)
        : dir_(std::move(dir)), pipe_(pipe), next_(first), random_(seed) {
        open();
    }

    void step() {
        room_.acquire();
        auto const choice = dice(100);
        if (live_count() == 0 || choice < 25)
            return add();
        // Asked once: what is added meanwhile may be one too many only now.
        bool const removes = choice < 40 || live_count() > most_torrents;
        auto const torrent = pick(removes);
        if (removes)
            return remove(torrent);
        if (choice < 70)
            return update(torrent);
        save_record(torrent);
    }

    /// The end of the last connection folds the log into the database.
    void reopen() {
        store_.reset();
        open();
    }

    std::size_t dice(std::size_t sides) {
        return std::uniform_int_distribution<std::size_t>{0, sides - 1}(random_);
    }

private:
    struct Torrent {
        std::int64_t number;
        api::TorrentId id;
    };

    void open() {
        auto opened = store::Store::open(dir_);
        SHOAL_CHECK(opened.has_value(), "{}", opened.error().what);
        SHOAL_CHECK(opened->notes.empty(), "{}", opened->notes.front());
        store_ = std::move(opened->store);
        auto const rows = store_->torrents();
        SHOAL_CHECK(rows.has_value(), "{}", rows.error().what);
        torrents_.clear();
        for (auto const& row : *rows)
            torrents_.push_back({number_of(row), row.id});
    }

    /// One write is one line: they are shorter than PIPE_BUF.
    void tell(char what, std::int64_t number, std::int64_t value) const {
        auto const line = fmt::format("{} {} {}\n", what, number, value);
        if (::write(pipe_, line.data(), line.size()) < 0)
            ::_exit(1);
    }

    std::size_t live_count() {
        std::scoped_lock const lock(mutex_);
        return torrents_.size();
    }

    Torrent pick(bool take) {
        std::scoped_lock const lock(mutex_);
        auto const at = torrents_.begin() + static_cast<std::ptrdiff_t>(dice(torrents_.size()));
        auto const torrent = *at;
        if (take)
            torrents_.erase(at);
        return torrent;
    }

    store::Store::Done answer(char what, Torrent torrent, std::int64_t value) {
        return [this, what, torrent, value](Result<void> const& result) {
            tell(result ? what : '!', torrent.number, value);
            room_.release();
        };
    }

    void add() {
        auto const number = next_++;
        tell('a', number, number);
        store_->add(row_of_life(number, number), [this, number](Result<api::TorrentId> id) {
            tell(id ? 'A' : '!', number, id.value_or(0));
            {
                std::scoped_lock const lock(mutex_);
                torrents_.push_back({number, id.value_or(0)});
            }
            room_.release();
        });
    }

    void update(Torrent torrent) {
        auto const value = next_++;
        tell('u', torrent.number, value);
        auto row = row_of_life(torrent.number, value);
        row.id = torrent.id;
        store_->update(std::move(row), answer('U', torrent, value));
        store_->save_totals({{torrent.id, {.uploaded = value}}});
    }

    void save_record(Torrent torrent) {
        auto const value = next_++;
        tell('s', torrent.number, value);
        store_->save_record(torrent.id, record_of_life(torrent.number, value),
                            answer('S', torrent, value));
    }

    void remove(Torrent torrent) {
        tell('r', torrent.number, 0);
        store_->remove(torrent.id, answer('R', torrent, 0));
        if (dice(2) == 0)
            return;
        // What comes too late must not bring it back.
        auto late = row_of_life(torrent.number, next_++);
        late.id = torrent.id;
        store_->update(std::move(late), [this, torrent](Result<void> const& result) {
            if (result)
                tell('!', torrent.number, 0);
        });
        store_->save_record(torrent.id, "late", [](auto const&) {});
    }

    fs::path dir_;
    int pipe_;
    std::int64_t next_;
    std::mt19937_64 random_;
    std::counting_semaphore<> room_{most_waiting};
    std::mutex mutex_; ///< of the list alone
    std::vector<Torrent> torrents_;
    std::unique_ptr<store::Store> store_; ///< last: its answers use all of the above
};

/// A few bytes, or some pages, that tell what they belong to. Never none: an update without a
/// .torrent leaves the one that is there.
std::string filler(std::int64_t number, std::int64_t value) {
    auto const size = static_cast<std::size_t>((number * 7919 + value * 104'729) % 20'000);
    auto const word = fmt::format("{} {};", number, value);
    std::string bytes;
    do {
        bytes += word;
    } while (bytes.size() < size);
    return bytes;
}

} // namespace

store::TorrentRow row_of_life(std::int64_t number, std::int64_t value) {
    api::InfoHash hash{.v1 = Sha1Digest{}};
    for (std::size_t i = 0; i < 8; ++i)
        (*hash.v1)[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8 * i));
    return {.info_hash = hash,
            .name = filler(number, value % 100),
            .torrent = filler(number, value),
            .dir = "/srv",
            .label = std::to_string(value),
            .queue_key = value};
}

std::int64_t number_of(store::TorrentRow const& row) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i)
        number |= static_cast<std::uint64_t>((*row.info_hash.v1)[i]) << (8 * i);
    return static_cast<std::int64_t>(number);
}

std::string record_of_life(std::int64_t number, std::int64_t value) {
    return std::to_string(value) + "\n" + filler(number, value);
}

void live(fs::path const& dir, int pipe, std::int64_t first, std::uint64_t seed) {
    Life life{dir, pipe, first, seed};
    while (true) {
        life.step();
        if (life.dice(200) == 0)
            life.reopen();
    }
}

} // namespace shoal::test
