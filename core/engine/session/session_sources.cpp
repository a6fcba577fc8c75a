// What users add to a torrent and to the log.

#include "core/engine/session/session.hpp"

namespace shoal::engine {
namespace {

/// A remark is a line; who pastes a book into the log would push all else out of sight.
constexpr std::size_t longest_note = 1000;

/// What of it the torrent has not got.
Sources news_of(api::AddSources const& more, Torrent const& torrent) {
    auto const named = named_sources(torrent.intake);
    auto const& added = torrent.extra.sources;
    return {fresh(more.trackers, named.trackers, added.trackers),
            fresh(more.web_seeds, named.web_seeds, added.web_seeds)};
}

} // namespace

void Session::handle(api::AddSources const& more, api::Done const& done) {
    if (auto const checked = check({more.trackers, more.web_seeds}); !checked)
        return done(tl::make_unexpected(checked.error()));
    Torrent const* const known = find(more.id);
    auto const news = known ? news_of(more, *known) : Sources{};
    if (known && known->extra.sources.count() + news.count() > most_sources)
        return done(shoal::fail(Errc::invalid_input,
                                "it has as many further sources as a torrent may have: 100",
                                known->view.name));
    for_each(
        {more.id},
        [this, &news](Torrent& torrent) {
            auto& added = torrent.extra.sources;
            added.trackers.insert(added.trackers.end(), news.trackers.begin(), news.trackers.end());
            added.web_seeds.insert(added.web_seeds.end(), news.web_seeds.begin(),
                                   news.web_seeds.end());
            if (torrent.in_wire)
                world_.wire.add_sources(torrent.id, news);
            torrent.view.named_sources = static_cast<int>(all_sources(torrent).count());
            show(torrent);
        },
        done);
}

std::optional<WireEvent> Session::with_its_name(WireEvent const& event) {
    auto const rename = [this](auto told) -> std::optional<WireEvent> {
        Torrent const* const torrent = told.is_web_seed ? find(told.id) : nullptr;
        if (!torrent)
            return std::nullopt;
        told.where = named_source(all_sources(*torrent).web_seeds, told.where);
        told.is_web_seed = false;
        return told;
    };
    if (auto const* const trouble = std::get_if<Trouble>(&event))
        return rename(*trouble);
    auto const* const recovered = std::get_if<Recovered>(&event);
    return recovered ? rename(*recovered) : std::nullopt;
}

void Session::handle(api::Note const& note, api::Done const& done) {
    if (note.text.empty() || note.text.size() > longest_note)
        return done(shoal::fail(Errc::invalid_input, "a remark has 1 to 1,000 bytes", {}));
    emit_session(api::EventKind::note, note.text, {});
    done(api::Reply{});
}

} // namespace shoal::engine
