#include "ui-cli/tui/model/course.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace shoal::tui {
namespace {

constexpr auto hour = 1h;
// A change over less is noise.
constexpr auto shortest_trend = 10min;

/// Means of what falls into each column of a stretch of time.
class Columns {
public:
    Columns(WallTime begin, std::chrono::seconds span, int count)
        : begin_(begin),
          width_(std::chrono::duration<double>(span) / std::max(1, count)),
          cells_(static_cast<std::size_t>(std::max(1, count))) {}

    void add(WallTime from, std::chrono::seconds step, double value) {
        auto const first = std::max<std::ptrdiff_t>(0, place(from));
        auto const last =
            std::min(std::ssize(cells_) - 1, std::max(place(from), place(from + step) - 1));
        for (auto at = first; at <= last; ++at) {
            auto& [sum, count] = cells_[static_cast<std::size_t>(at)];
            sum += value;
            ++count;
        }
    }

    /// What is known from then on comes from elsewhere.
    void forget_from(WallTime time) {
        for (auto at = std::max<std::ptrdiff_t>(0, place(time)); at < std::ssize(cells_); ++at)
            cells_[static_cast<std::size_t>(at)] = {};
    }

    [[nodiscard]] std::vector<std::int64_t> means() const {
        std::vector<std::int64_t> means;
        for (auto const& [sum, count] : cells_)
            means.push_back(count > 0 ? std::llround(sum / count) : 0);
        return means;
    }

    [[nodiscard]] std::ptrdiff_t place(WallTime time) const {
        return static_cast<std::ptrdiff_t>(std::floor((time - begin_) / width_));
    }

private:
    struct Cell {
        double sum = 0;
        int count = 0;
    };

    WallTime begin_;
    std::chrono::duration<double> width_;
    std::vector<Cell> cells_;
};

api::HistoryView const* written_of(Model const& model, api::TorrentId id) {
    auto const& details = model.details;
    return details.id == id && details.history ? &*details.history : nullptr;
}

bool is_mark(api::Event const& event, api::TorrentId id) {
    using api::EventKind;
    bool const is_remark =
        event.kind == EventKind::note && (event.id == 0 || event.id == id || id == 0);
    bool const tells_copies = event.kind == EventKind::swarm || event.kind == EventKind::recovery;
    return is_remark || (id != 0 && tells_copies && event.id == id);
}

/// What this screen has seen of it, since it is there.
std::vector<History::Step> seen_of(Model const& model, api::TorrentId id) {
    auto steps = model.history.track(id);
    auto const torrent = model.snapshot ? api::find(*model.snapshot, id) : nullptr;
    if (!torrent || steps.empty())
        return steps;
    auto const age = std::max(WallTime::duration{}, model.wall - torrent->added);
    auto const lived = static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, age / History::step));
    if (lived < steps.size())
        steps.erase(steps.begin(), steps.end() - static_cast<std::ptrdiff_t>(lived));
    return steps;
}

/// Up to where the sentence goes on.
std::string short_text(api::Event const& event) {
    return event.text.substr(0, event.text.find(';'));
}

} // namespace

Course course_of(Model const& model, api::TorrentId id, std::chrono::seconds span, int columns) {
    auto const begin = model.wall - span;
    Columns down{begin, span, columns};
    Columns up{begin, span, columns};
    Columns copies{begin, span, columns};
    if (auto const* const written = written_of(model, id))
        for (auto const& point : written->points) {
            down.add(point.time, written->step, point.down);
            up.add(point.time, written->step, point.up);
            copies.add(point.time, written->step, point.copies * 100);
        }
    auto const seen = seen_of(model, id);
    auto from = model.wall - History::step * static_cast<std::ptrdiff_t>(seen.size());
    if (!seen.empty())
        for (auto* const known : {&down, &up, &copies})
            known->forget_from(from);
    for (auto const& step : seen) {
        down.add(from, History::step, static_cast<double>(step.down));
        up.add(from, History::step, static_cast<double>(step.up));
        if (step.copies)
            copies.add(from, History::step, *step.copies * 100);
        from += History::step;
    }
    return {down.means(), up.means(), copies.means()};
}

std::optional<Trend> trend_of(Model const& model, api::TorrentId id, int grade) {
    auto const* const written = written_of(model, id);
    if (!written)
        return std::nullopt;
    auto const since = model.wall - hour;
    auto const past = std::ranges::find_if(written->points, [&](auto const& point) {
        return point.grade && point.time >= since - written->step;
    });
    if (past == written->points.end() || model.wall - past->time < shortest_trend)
        return std::nullopt;
    auto const passed = std::min<std::chrono::seconds>(
        hour, std::chrono::floor<std::chrono::seconds>(model.wall - past->time));
    return Trend{grade - static_cast<int>(std::lround(*past->grade)), passed};
}

std::vector<Mark> marks_of(Model const& model, api::TorrentId id, std::chrono::seconds span,
                           int columns) {
    Columns const places{model.wall - span, span, columns};
    std::vector<Mark> marks;
    for (auto const& line : model.log) {
        auto const place = places.place(line.event.time);
        bool const is_within = place >= 0 && line.event.time <= model.wall;
        if (is_within && is_mark(line.event, id))
            marks.push_back(
                {std::max(0, columns - 1 - static_cast<int>(place)), short_text(line.event)});
    }
    std::ranges::reverse(marks); // the newest gets room first
    return marks;
}

std::vector<Mark> session_marks(Model const& model) {
    std::vector<Mark> marks;
    auto const newest = model.wall - model.history.newest_age();
    for (auto const& line : model.log) {
        auto const& event = line.event;
        if (event.kind != api::EventKind::note || event.time > model.wall)
            continue;
        auto const before = std::chrono::ceil<std::chrono::seconds>(newest - event.time);
        auto const steps = before <= 0s ? 0 : (before - 1s) / History::step + 1;
        if (steps < static_cast<std::ptrdiff_t>(History::session_steps))
            marks.push_back({static_cast<int>(steps), {}});
    }
    return marks;
}

} // namespace shoal::tui
