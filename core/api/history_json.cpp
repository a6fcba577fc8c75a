#include "core/api/history_json.hpp"

#include "core/base/units.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace shoal::api {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) {
    return std::round(value * 1000) / 1000;
}

Json point_json(HistoryPoint const& point) {
    return {{"time", format_time(point.time)},
            {"count", point.count},
            {"grade", point.grade ? Json(rounded(*point.grade)) : Json(nullptr)},
            {"copies", rounded(point.copies)},
            {"peers", rounded(point.peers)},
            {"seeds", rounded(point.seeds)},
            {"down", std::llround(point.down)},
            {"up", std::llround(point.up)},
            {"joined", point.joined},
            {"left", point.left}};
}

} // namespace

Json history_json(HistoryView const& view) {
    bool const is_torrent = view.info_hash != InfoHash{};
    auto points = Json::array();
    for (HistoryPoint const& point : view.points)
        points.push_back(point_json(point));
    return {{"schema", "shoal.history/1"},
            {"info_hash", is_torrent ? Json(display(view.info_hash)) : Json(nullptr)},
            {"name", is_torrent ? Json(view.name) : Json(nullptr)},
            {"since", format_time(view.since)},
            {"until", format_time(view.until)},
            {"step", view.step.count()},
            {"points", std::move(points)}};
}

} // namespace shoal::api
