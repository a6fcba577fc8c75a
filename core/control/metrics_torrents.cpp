#include "core/control/metrics_torrents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::control {
namespace {

using api::TorrentState;
using api::TorrentView;
using enum MetricKind;

constexpr std::array states{
    TorrentState::loading,     TorrentState::checking, TorrentState::metadata,
    TorrentState::downloading, TorrentState::complete, TorrentState::paused,
    TorrentState::queued,      TorrentState::moving,   TorrentState::error};

// Grades as the words of `shoal health` divide them.
constexpr int fair_from = 50;
constexpr int healthy_from = 75;

enum class Standing { at_risk, fair, healthy, unknown };
constexpr std::array<std::string_view, 4> standings{"at_risk", "fair", "healthy", "unknown"};

Standing standing_of(TorrentView const& torrent) {
    if (!torrent.health)
        return Standing::unknown;
    if (*torrent.health < fair_from)
        return Standing::at_risk;
    return *torrent.health < healthy_from ? Standing::fair : Standing::healthy;
}

struct Sums {
    std::array<int, states.size()> by_state{};
    std::array<int, standings.size()> by_standing{};
    double size = 0, wanted = 0, done = 0;
    double down_rate = 0, up_rate = 0;
    double downloaded = 0, uploaded = 0;
    double peers = 0, seeds = 0;
    double without_full_copy = 0; ///< among the peers of torrents that are not complete here

    void add(TorrentView const& torrent) {
        ++by_state.at(static_cast<std::size_t>(torrent.state));
        ++by_standing.at(static_cast<std::size_t>(standing_of(torrent)));
        size += static_cast<double>(torrent.size);
        wanted += static_cast<double>(torrent.wanted);
        done += static_cast<double>(torrent.done);
        down_rate += static_cast<double>(torrent.down_rate);
        up_rate += static_cast<double>(torrent.up_rate);
        downloaded += static_cast<double>(torrent.downloaded_before + torrent.downloaded);
        uploaded += static_cast<double>(torrent.uploaded_before + torrent.uploaded);
        peers += torrent.peers;
        seeds += torrent.seeds;
        if (torrent.state == TorrentState::downloading && torrent.distributed_copies < 1)
            ++without_full_copy;
    }
};

void write_standings(MetricsText& text, Sums const& sums) {
    text.family("shoal_torrents", gauge, "Torrents by state.");
    for (TorrentState const state : states)
        text.sample(sums.by_state.at(static_cast<std::size_t>(state)),
                    {{"state", api::to_string(state)}});
    text.family("shoal_torrents_by_health", gauge,
                "Torrents by grade: at_risk is below 50 of 100, healthy from 75 on.");
    for (std::size_t i = 0; i < standings.size(); ++i)
        text.sample(sums.by_standing.at(i), {{"health", standings.at(i)}});
    text.family("shoal_torrents_without_full_copy", gauge,
                "Downloads whose connected peers and we together lack a piece.");
    text.sample(sums.without_full_copy);
}

void write_sums(MetricsText& text, Sums const& sums) {
    text.family("shoal_content_bytes", gauge,
                "Size of all torrents, of their selected files, and what of that is verified.");
    text.sample(sums.size, {{"part", "all"}});
    text.sample(sums.wanted, {{"part", "wanted"}});
    text.sample(sums.done, {{"part", "done"}});
    text.family("shoal_rate_bytes_per_second", gauge, "Payload moved at present.");
    text.sample(sums.down_rate, {{"direction", "down"}});
    text.sample(sums.up_rate, {{"direction", "up"}});
    text.family("shoal_lifetime_bytes", gauge,
                "Payload that the torrents in the session moved in all its runs.");
    text.sample(sums.downloaded, {{"direction", "down"}});
    text.sample(sums.uploaded, {{"direction", "up"}});
    text.family("shoal_peers", gauge, "Connected peers, summed over the torrents.");
    text.sample(sums.peers - sums.seeds, {{"kind", "leech"}});
    text.sample(sums.seeds, {{"kind", "seed"}});
}

std::vector<TorrentView const*> chosen(TorrentViews torrents, int most) {
    std::vector<TorrentView const*> views;
    views.reserve(torrents.size());
    for (auto const& torrent : torrents)
        views.push_back(torrent.get());
    auto const rank = [](TorrentView const* view) {
        constexpr int beyond_any_grade = 101;
        return std::tuple{view->health.value_or(beyond_any_grade), -view->down_rate - view->up_rate,
                          view->id};
    };
    auto const count = std::min<std::size_t>(views.size(), static_cast<std::size_t>(most));
    auto const end = views.begin() + static_cast<std::ptrdiff_t>(count);
    std::ranges::partial_sort(views, end, {}, rank);
    views.erase(end, views.end());
    return views;
}

/// One family with a sample for each of the torrents.
class PerTorrent {
public:
    PerTorrent(MetricsText& text, std::span<TorrentView const* const> torrents) : text_(text) {
        for (TorrentView const* const view : torrents)
            torrents_.emplace_back(view, api::display(view->info_hash));
    }

    void info() {
        text_.family("shoal_torrent_info", gauge,
                     "1 for each torrent with series of its own, to join its names to them.");
        for (auto const& [view, hash] : torrents_)
            text_.sample(1, {{"info_hash", hash},
                             {"id", std::to_string(view->id)},
                             {"name", view->name},
                             {"label", view->label}});
    }

    /// `value` yields a number, or an optional one; without it there is no sample.
    template <class Value>
    void gauges(std::string_view name, std::string_view help, Value const& value) {
        text_.family(name, gauge, help);
        for (auto const& [view, hash] : torrents_)
            if (std::optional<double> const known = value(*view))
                text_.sample(*known, {{"info_hash", hash}});
    }

    template <class Value>
    void both_ways(std::string_view name, MetricKind kind, std::string_view help, Value const& down,
                   Value const& up) {
        text_.family(name, kind, help);
        for (auto const& [view, hash] : torrents_) {
            text_.sample(static_cast<double>(down(*view)),
                         {{"info_hash", hash}, {"direction", "down"}});
            text_.sample(static_cast<double>(up(*view)),
                         {{"info_hash", hash}, {"direction", "up"}});
        }
    }

private:
    MetricsText& text_;
    std::vector<std::pair<TorrentView const*, std::string>> torrents_;
};

std::optional<double> copies_of(TorrentView const& torrent) {
    bool const is_known = torrent.distributed_copies >= 0 && torrent.pieces > 0;
    return is_known ? std::optional{torrent.distributed_copies} : std::nullopt;
}

std::optional<double> share_of(TorrentView const& torrent) {
    return torrent.wanted > 0 ? std::optional{static_cast<double>(torrent.done) /
                                              static_cast<double>(torrent.wanted)}
                              : std::nullopt;
}

} // namespace

void write_torrents(MetricsText& text, TorrentViews torrents) {
    Sums sums;
    for (auto const& torrent : torrents)
        sums.add(*torrent);
    write_standings(text, sums);
    write_sums(text, sums);
}

void write_each_torrent(MetricsText& text, TorrentViews torrents, int most) {
    PerTorrent each{text, chosen(torrents, most)};
    each.info();
    each.gauges("shoal_torrent_health", "Grade, 0 to 100; absent without enough evidence.",
                [](TorrentView const& view) -> std::optional<double> { return view.health; });
    each.gauges("shoal_torrent_copies",
                "Distributed copies among connected peers and us; absent while seeding.",
                copies_of);
    each.gauges("shoal_torrent_peers", "Connected peers.",
                [](TorrentView const& view) { return view.peers; });
    each.gauges("shoal_torrent_seeds", "Connected peers that are complete.",
                [](TorrentView const& view) { return view.seeds; });
    each.gauges("shoal_torrent_done_ratio", "Share of the selected files that is verified.",
                share_of);
    each.both_ways(
        "shoal_torrent_rate_bytes_per_second", gauge, "Payload moved at present.",
        +[](TorrentView const& view) { return view.down_rate; },
        +[](TorrentView const& view) { return view.up_rate; });
    each.both_ways(
        "shoal_torrent_payload_bytes_total", counter, "Payload moved, in all runs.",
        +[](TorrentView const& view) { return view.downloaded_before + view.downloaded; },
        +[](TorrentView const& view) { return view.uploaded_before + view.uploaded; });
}

} // namespace shoal::control
