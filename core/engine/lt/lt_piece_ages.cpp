#include "core/engine/lt/lt_piece_ages.hpp"

namespace shoal::engine {
namespace {

class PieceWatch final : public lt::torrent_plugin {
public:
    PieceWatch(api::TorrentId id, std::shared_ptr<PieceAges> ages)
        : id_(id), ages_(std::move(ages)) {}

    ~PieceWatch() override { ages_->forget(id_); }

    PieceWatch(PieceWatch const&) = delete;
    PieceWatch& operator=(PieceWatch const&) = delete;

    void on_state(lt::torrent_status::state_t state) override {
        is_downloading_ = state == lt::torrent_status::downloading;
    }

    /// Also for those that are there from the start, and that a check of the files finds.
    void on_piece_pass(lt::piece_index_t piece) override {
        if (is_downloading_)
            ages_->verified(id_, static_cast<std::size_t>(static_cast<int>(piece)),
                            std::chrono::steady_clock::now());
    }

private:
    api::TorrentId id_;
    std::shared_ptr<PieceAges> ages_;
    bool is_downloading_ = false;
};

} // namespace

std::int32_t PieceAges::seconds(SteadyTime now) const {
    return static_cast<std::int32_t>(
        std::chrono::duration_cast<std::chrono::seconds>(now - began_).count());
}

void PieceAges::verified(api::TorrentId id, std::size_t piece, SteadyTime now) {
    std::scoped_lock const lock(mutex_);
    auto& times = times_[id];
    if (times.size() <= piece)
        times.resize(piece + 1, -1);
    times[piece] = seconds(now);
}

void PieceAges::forget(api::TorrentId id) {
    std::scoped_lock const lock(mutex_);
    times_.erase(id);
}

std::vector<std::int32_t> PieceAges::read(api::TorrentId id, std::size_t pieces,
                                          SteadyTime now) const {
    std::vector<std::int32_t> ages;
    {
        std::scoped_lock const lock(mutex_);
        if (auto const found = times_.find(id); found != times_.end())
            ages = found->second;
    }
    if (ages.empty())
        return ages;
    ages.resize(pieces, -1);
    for (std::int32_t& age : ages)
        if (age >= 0)
            age = seconds(now) - age;
    return ages;
}

std::shared_ptr<lt::torrent_plugin> watch_pieces(api::TorrentId id,
                                                 std::shared_ptr<PieceAges> ages) {
    return std::make_shared<PieceWatch>(id, std::move(ages));
}

} // namespace shoal::engine
