#include "core/control/documents_page.hpp"

#include "core/api/documents.hpp"
#include "core/base/text.hpp"
#include "core/control/http_answers.hpp"

#include <charconv>

namespace shoal::control {
namespace {

using View = std::shared_ptr<api::TorrentView const>;

constexpr auto history_shown = std::chrono::hours{24};

View find_torrent(api::Snapshot const& snapshot, std::string_view number) {
    api::TorrentId id = 0;
    auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), id);
    if (error != std::errc{} || end != number.data() + number.size())
        return nullptr;
    return api::find(snapshot, id);
}

std::optional<api::Question> question_of(std::string_view table, api::TorrentId id) {
    if (table == "files")
        return api::FilesOf{id};
    if (table == "peers")
        return api::PeersOf{id};
    if (table == "pieces")
        return api::PiecesOf{id};
    if (table == "web_seeds")
        return api::WebSeedsOf{id};
    if (table == "health")
        return api::HealthOf{id};
    if (table == "why")
        return api::WhyOf{id};
    if (table == "history")
        return api::HistoryOf{id, std::chrono::system_clock::now() - history_shown};
    return std::nullopt;
}

void show_list(api::Engine const& engine, std::shared_ptr<net::HttpReply> const& reply) {
    reply->send([snapshot = engine.snapshot()] {
        return json_response(api::list_document(snapshot->revision, snapshot->torrents));
    });
}

void show_table(api::Engine& engine, View const& torrent, api::Question const& question,
                std::shared_ptr<net::HttpReply> const& reply) {
    engine.ask(question, [torrent, reply](Result<api::Answer> answer) {
        reply->send([torrent, answer = std::move(answer)] {
            return answer ? json_response(api::answer_document(*torrent, *answer))
                          : failure(answer.error());
        });
    });
}

using WebSeeds = std::vector<api::WebSeedView>;

net::HttpResponse trackers_response(api::TorrentView const& torrent, api::Answer const& trackers,
                                    Result<api::Answer> const& web_seeds) {
    if (!web_seeds)
        return failure(web_seeds.error());
    return json_response(api::trackers_document(torrent,
                                                std::get<std::vector<api::TrackerView>>(trackers),
                                                std::get<WebSeeds>(*web_seeds)));
}

/// Two questions, one document.
void show_trackers(api::Engine& engine, View const& torrent,
                   std::shared_ptr<net::HttpReply> const& reply) {
    // Answers come on the engine's thread, which lives as long as the engine.
    engine.ask(api::TrackersOf{torrent->id}, [&engine, torrent, reply](Result<api::Answer> got) {
        if (!got)
            return reply->send([error = got.error()] { return failure(error); });
        engine.ask(api::WebSeedsOf{torrent->id},
                   [torrent, reply, trackers = *std::move(got)](Result<api::Answer> web_seeds) {
                       reply->send([torrent, trackers, web_seeds = std::move(web_seeds)] {
                           return trackers_response(*torrent, trackers, web_seeds);
                       });
                   });
    });
}

} // namespace

void show_document(api::Engine& engine, std::string_view path,
                   std::shared_ptr<net::HttpReply> const& reply) {
    if (path == torrents_path)
        return show_list(engine, reply);
    auto const parts = split(path.substr(torrents_path.size() + 1), '/');
    auto const torrent = parts.empty() ? nullptr : find_torrent(*engine.snapshot(), parts[0]);
    if (torrent && parts.size() == 1)
        return reply->send([torrent] { return json_response(api::info_document(*torrent)); });
    if (torrent && parts.size() == 2 && parts[1] == "trackers")
        return show_trackers(engine, torrent, reply);
    auto const question =
        torrent && parts.size() == 2 ? question_of(parts[1], torrent->id) : std::nullopt;
    if (!question)
        return refuse(reply, {Errc::not_found, "there is no such torrent, or no such table of one",
                              std::string{path}});
    show_table(engine, torrent, *question, reply);
}

} // namespace shoal::control
