// What is written down of each torrent and the session, and read again. A torrent is noted with its
// grade, every 10 s while it has peers and once when the last has left: an idle one costs nothing.
// The keeper gets a minute's notes at a time.

#include "core/engine/session/session.hpp"

namespace shoal::engine {
namespace {

constexpr std::size_t most_points = 600; // of an answer
constexpr auto finest = 10s;             // the store's shortest step

api::HistoryPoint point_of(store::Sample const& sample) {
    return {
        .time = sample.time,
        .count = sample.count,
        .grade = sample.grade,
        .copies = sample.copies,
        .peers = sample.peers,
        .seeds = sample.seeds,
        .down = sample.down,
        .up = sample.up,
        .joined = sample.joined,
        .left = sample.left,
    };
}

api::HistoryView view_of(store::History const& history) {
    api::HistoryView view{.step = history.step};
    for (store::Sample const& sample : history.samples)
        view.points.push_back(point_of(sample));
    return view;
}

/// Grades are averaged over those that are known, copies over those with peers.
class Sum {
public:
    void add(api::TorrentView const& view) {
        sample_.peers += view.peers;
        sample_.seeds += view.seeds;
        sample_.down += static_cast<double>(view.down_rate);
        sample_.up += static_cast<double>(view.up_rate);
        if (view.peers > 0) {
            copies_ += view.distributed_copies;
            ++with_peers_;
        }
        if (view.health) {
            grades_ += *view.health;
            ++graded_;
        }
    }

    [[nodiscard]] store::Sample at(WallTime now) const {
        auto sample = sample_;
        sample.time = now;
        if (graded_ > 0)
            sample.grade = grades_ / graded_;
        if (with_peers_ > 0)
            sample.copies = copies_ / with_peers_;
        return sample;
    }

private:
    store::Sample sample_;
    double copies_ = 0;
    double grades_ = 0;
    int with_peers_ = 0;
    int graded_ = 0;
};

} // namespace

void Session::note(Torrent& torrent, api::HealthView const& health) {
    auto const joined = std::exchange(torrent.joined, 0);
    auto const left = std::exchange(torrent.left, 0);
    joined_ += joined;
    left_ += left;
    if (health.observed.peers == 0 && joined == 0 && left == 0)
        return;
    history_.push_back({
        .torrent = torrent.id,
        .time = world_.clock.wall(),
        .grade = health.grade ? std::optional<double>{*health.grade} : std::nullopt,
        .copies = health.copies.distributed,
        .peers = static_cast<double>(health.observed.peers),
        .seeds = static_cast<double>(health.copies.seeds),
        .down = static_cast<double>(torrent.view.down_rate),
        .up = static_cast<double>(torrent.view.up_rate),
        .joined = joined,
        .left = left,
    });
}

void Session::note_session() {
    Sum sum;
    for (auto const& [id, torrent] : torrents_)
        sum.add(torrent.view);
    auto& sample = history_.emplace_back(sum.at(world_.clock.wall()));
    sample.joined = std::exchange(joined_, 0);
    sample.left = std::exchange(left_, 0);
}

void Session::save_history() {
    if (!history_.empty())
        world_.keeper.note(std::exchange(history_, {}));
}

void Session::answer_history(api::HistoryOf const& asked, api::Answered const& answered) {
    Torrent const* const torrent = find(asked.id);
    if (asked.id != 0 && !torrent)
        return answered(
            shoal::fail(Errc::not_found, "no torrent has this number", std::to_string(asked.id)));
    api::HistoryView head{.since = asked.since, .until = world_.clock.wall()};
    if (torrent) {
        head.info_hash = torrent->view.info_hash;
        head.name = torrent->view.name;
    }
    save_history();
    world_.jobs.intake([&keeper = world_.keeper, id = asked.id, head = std::move(head),
                        answered](std::stop_token) -> Jobs::Completion {
        auto answer = keeper.history(id, head.since, head.until + finest, most_points)
                          .map([&head](store::History const& history) -> api::Answer {
                              auto view = view_of(history);
                              view.info_hash = head.info_hash;
                              view.name = head.name;
                              view.since = head.since;
                              view.until = head.until;
                              return view;
                          });
        return [answered, answer = std::move(answer)] {
            answered(answer);
        };
    });
}

} // namespace shoal::engine
