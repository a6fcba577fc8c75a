// What users add to a torrent and to the log.

#include "core/engine/session.hpp"
#include "core/metainfo/metainfo.hpp"

namespace shoal::engine {
namespace {

/// A remark is a line; who pastes a book into the log would push all else out of sight.
constexpr std::size_t longest_note = 1000;

void take(api::TorrentSummary const& summary, Sources& sources) {
    for (auto const& tier : summary.trackers)
        sources.trackers.insert(sources.trackers.end(), tier.begin(), tier.end());
    sources.web_seeds.insert(sources.web_seeds.end(), summary.web_seeds.begin(),
                             summary.web_seeds.end());
}

} // namespace

/// Of the .torrent and of the magnet that it may have come from.
Sources named_sources(Intake const& intake) {
    Sources sources;
    if (intake.torrent)
        take(intake.torrent->summary, sources);
    if (!intake.magnet.empty())
        if (auto const magnet = metainfo::parse_magnet(intake.magnet))
            take(*magnet, sources);
    return sources;
}

void Session::handle(api::AddSources const& more, api::Done const& done) {
    if (auto const checked = check({more.trackers, more.web_seeds}); !checked)
        return done(tl::make_unexpected(checked.error()));
    for_each(
        {more.id},
        [this, &more](Torrent& torrent) {
            auto const named = named_sources(torrent.intake);
            auto& added = torrent.extra.sources;
            Sources const news{fresh(more.trackers, named.trackers, added.trackers),
                               fresh(more.web_seeds, named.web_seeds, added.web_seeds)};
            added.trackers.insert(added.trackers.end(), news.trackers.begin(), news.trackers.end());
            added.web_seeds.insert(added.web_seeds.end(), news.web_seeds.begin(),
                                   news.web_seeds.end());
            if (torrent.in_wire)
                world_.wire.add_sources(torrent.id, news);
        },
        done);
}

void Session::handle(api::Note const& note, api::Done const& done) {
    if (note.text.empty() || note.text.size() > longest_note)
        return done(shoal::fail(Errc::invalid_input, "a remark has 1 to 1,000 bytes", {}));
    emit_session(api::EventKind::note, note.text, {});
    done(api::Reply{});
}

} // namespace shoal::engine
