#include "core/api/documents.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace shoal;
using namespace shoal::api;
using nlohmann::json;

namespace {

TorrentView torrent() {
    TorrentView view;
    view.id = 7;
    view.revision = 41;
    view.info_hash.v1 = Sha1Digest{0xab, 0xcd};
    view.name = "photos";
    view.state = TorrentState::downloading;
    view.size = 4000;
    view.wanted = 3000;
    view.done = 1000;
    view.down_rate = 100;
    view.downloaded = 900;
    view.downloaded_before = 100;
    view.uploaded = 200;
    view.uploaded_before = 1800;
    view.dir = "/srv";
    return view;
}

json list_of(std::vector<TorrentView> const& views) {
    std::vector<std::shared_ptr<TorrentView const>> shared;
    for (auto const& view : views)
        shared.push_back(std::make_shared<TorrentView const>(view));
    return json::parse(list_document(12, shared));
}

std::vector<std::string> keys(json const& object) {
    std::vector<std::string> names;
    for (auto const& item : object.items())
        names.push_back(item.key());
    return names;
}

} // namespace

TEST_CASE("list: has the fields of the product contract, and no others") {
    auto const list = list_of({torrent()});
    CHECK(keys(list) == std::vector<std::string>{"revision", "schema", "torrents"});
    CHECK(list["schema"] == "shoal.list/1");
    CHECK(list["revision"] == 12);
    CHECK(list["torrents"][0] ==
          json::parse(R"({"id": 7, "info_hash": "abcd000000000000000000000000000000000000",
              "name": "photos", "state": "downloading", "size": 4000, "done": 1000, "down": 100,
              "up": 0, "uploaded": 2000, "downloaded": 1000, "ratio": 0.5, "eta": 20, "peers": 0,
              "seeds": 0, "health": null, "label": null, "priority": "normal", "dir": "/srv", "error": null})"));
}

TEST_CASE("list: none, and several, are well-formed") {
    CHECK(list_of({})["torrents"].empty());
    CHECK(list_of({torrent(), torrent(), torrent()})["torrents"].size() == 3);
}

TEST_CASE("list: a magnet without metadata has no name, no ratio and no end in sight") {
    auto const entry = list_of({TorrentView{}})["torrents"][0];
    CHECK(entry["name"].is_null());
    CHECK(entry["ratio"].is_null());
    CHECK(entry["eta"].is_null());
}

TEST_CASE("documents: bytes of strangers come out as ASCII, whatever they are") {
    auto view = torrent();
    view.name = "\xff\xfe\x1b[2J\xe4\xb8\xad\"\\";
    view.error = "\xc3";
    auto const text = info_document(view);
    CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    CHECK(json::parse(text)["name"] == "\xef\xbf\xbd\xef\xbf\xbd\x1b[2J\xe4\xb8\xad\"\\");
}

TEST_CASE("info: adds what a list has no room for") {
    auto view = torrent();
    view.goal.time = 90s;
    view.limits.up = 1024;
    view.queue_position = 3;
    view.sources = {{"dht", 4}};
    view.completed = WallTime{};
    view.files = 2;
    view.known_peers = 31;
    view.named_sources = 5;
    view.metadata_pieces = 12;
    view.metadata_done = 9;
    auto const info = json::parse(info_document(view));
    CHECK(info["schema"] == "shoal.info/1");
    CHECK(info["revision"] == 41);
    CHECK(info["uploaded"] == 2000);
    CHECK(info["session_uploaded"] == 200);
    CHECK(info["info_hash_v2"].is_null());
    CHECK(info["goal"] == json::parse(R"({"ratio":null,"time":90,"idle":null,"seeds":null})"));
    CHECK(info["limits"] == json::parse(R"({"up":1024,"down":0})"));
    CHECK(info["queue"] == 3);
    CHECK(info["sources"] == json::parse(R"({"dht":4})"));
    CHECK(info["files"] == 2);
    CHECK(info["known_peers"] == 31);
    CHECK(info["named_sources"] == 5);
    CHECK(info["metadata_pieces"] == 12);
    CHECK(info["metadata_done"] == 9);
    CHECK(info["completed"] == "1970-01-01T00:00:00Z");
    CHECK(json::parse(info_document(TorrentView{}))["sources"] == json::object());
}

TEST_CASE("files: each has its index and priority") {
    std::vector<FileView> const files{{"a", 10, 10, FilePriority::high},
                                      {"b", 20, 0, FilePriority::skip}};
    auto const list = json::parse(answer_document(torrent(), files));
    CHECK(list["schema"] == "shoal.files/1");
    CHECK(list["id"] == 7);
    CHECK(list["files"][1] ==
          json::parse(R"({"index":1,"path":"b","size":20,"done":0,"priority":"skip"})"));
}

TEST_CASE("peers: say who they are and why they are served") {
    PeerView peer;
    peer.endpoint = {"::1", 6881};
    peer.client = "someone";
    peer.choke_reason = "gives most";
    peer.sources = {"dht"};
    auto const list = json::parse(answer_document(torrent(), std::vector{peer}));
    CHECK(list["schema"] == "shoal.peers/1");
    CHECK(list["peers"][0]["address"] == "[::1]:6881");
    CHECK(list["peers"][0]["choke_reason"] == "gives most");
    CHECK(list["peers"][0]["we_choke"] == true);
    CHECK(list["peers"][0]["rtt"].is_null());
    CHECK(list["peers"][0]["sending"].is_null());
    CHECK(list["peers"][0]["sending_done"].is_null());
}

TEST_CASE("pieces: what we have is a bit field, the first piece in the highest bit") {
    PiecesView pieces;
    pieces.piece_size = 16384;
    pieces.have = {true, false, false, false, false, false, false, true, true};
    pieces.copies = {1, 0, 2, 2, 2, 2, 2, 2, 65535};
    auto const list = json::parse(answer_document(torrent(), pieces));
    CHECK(list["schema"] == "shoal.pieces/1");
    CHECK(list["pieces"] == 9);
    CHECK(list["have"] == "8180");
    CHECK(list["copies"][8] == 65535);
    CHECK(list["ages"].empty());
    CHECK(list["flight"].empty());
}

TEST_CASE("pieces: those on their way name whom they come from") {
    PiecesView pieces;
    pieces.flight = {{.piece = 3, .done = 0.25, .from = {{"::1", 6881}}}};
    pieces.ages = {-1, 12};
    auto const list = json::parse(answer_document(torrent(), pieces));
    CHECK(list["flight"] == json::parse(R"([{"piece":3,"done":0.25,"from":["[::1]:6881"]}])"));
    CHECK(list["ages"] == json::parse("[-1,12]"));
}

TEST_CASE("trackers: what is not known is null") {
    TrackerView tracker;
    tracker.url = "udp://tracker.example:1";
    tracker.state = TrackerState::failing;
    tracker.fails = 2;
    auto const list = json::parse(answer_document(torrent(), std::vector{tracker}));
    CHECK(list["schema"] == "shoal.trackers/1");
    CHECK(list["trackers"][0] ==
          json::parse(R"({"url":"udp://tracker.example:1","tier":0,"state":"failing",
              "message":null,"next_in":null,"seeds":null,"leeches":null,"fails":2,
              "failing_for":null,"took":null})"));
    CHECK(list["web_seeds"].empty());
}

TEST_CASE("trackers: the web seeds are in the same document, and have one of their own") {
    std::vector<WebSeedView> const seeds{{.url = "http://a.example/", .error = "404 Not Found"}};
    auto const both = json::parse(trackers_document(torrent(), {}, seeds));
    CHECK(both["web_seeds"][0]["error"] == "404 Not Found");
    CHECK(both["web_seeds"][0]["failing_for"].is_null());
    auto const alone = json::parse(answer_document(torrent(), seeds));
    CHECK(alone["schema"] == "shoal.web_seeds/1");
    CHECK(alone["web_seeds"] == both["web_seeds"]);
}

TEST_CASE("event: of a torrent, and of the session itself") {
    Event event;
    event.kind = EventKind::listening;
    event.text = "tcp";
    event.where = "0.0.0.0:6881";
    CHECK(json::parse(event_document(event)) ==
          json::parse(R"({"schema":"shoal.event/1","time":"1970-01-01T00:00:00Z",
              "event":"listening","protocol":"tcp","address":"0.0.0.0:6881"})"));
    event.kind = EventKind::warning;
    event.id = 3;
    event.name = "photos";
    auto const warning = json::parse(event_document(event));
    CHECK(warning["id"] == 3);
    CHECK(warning["name"] == "photos");
    CHECK(warning["text"] == "tcp");
}
