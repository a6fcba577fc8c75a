#include "ui-cli/cli/reports/get_report.hpp"
#include "ui-cli/term/width.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace shoal;
using namespace shoal::cli;
using api::TorrentState;

namespace {

constexpr std::int64_t mib = 1024 * 1024;

Transfer half_done() {
    Transfer transfer;
    transfer.source = "x.torrent";
    transfer.dir = "/srv";
    transfer.view.id = 1;
    transfer.view.name = "film.mkv";
    transfer.view.info_hash.v1 = Sha1Digest{};
    transfer.view.state = TorrentState::downloading;
    transfer.view.size = transfer.view.wanted = 64 * mib;
    transfer.view.done = 32 * mib;
    transfer.view.down_rate = mib;
    transfer.view.up_rate = 2048;
    transfer.view.peers = 5;
    transfer.view.downloaded = 33 * mib;
    return transfer;
}

Notice progress() {
    return {.event = "progress", .time = {}, .transfer = half_done(), .text = {}, .where = {}};
}

} // namespace

TEST_CASE("get report: a progress event says schema, time, which torrent, and how far") {
    auto const json = event_json(progress());
    CHECK(json["schema"] == "shoal.event/1");
    CHECK(json["time"] == "1970-01-01T00:00:00Z");
    CHECK(json["event"] == "progress");
    CHECK(json["info_hash"] == std::string(40, '0'));
    CHECK(json["name"] == "film.mkv");
    CHECK(json["done"] == 32 * mib);
    CHECK(json["eta"] == 32);
}

TEST_CASE("get report: metadata is counted in pieces once it has a size") {
    auto notice = progress();
    auto& view = notice.transfer.view;
    view.state = TorrentState::metadata;
    CHECK(notice_text(notice, Aim::get) == "film.mkv: waiting for metadata, 5 peers");
    view.metadata_done = 9;
    view.metadata_pieces = 12;
    CHECK(notice_text(notice, Aim::get) == "film.mkv: metadata 9/12, 5 peers");
    CHECK(live_text(notice.transfer, 80).find("metadata 9/12") != std::string::npos);
}

TEST_CASE("get report: an event of the session names no torrent") {
    auto const json = event_json({.event = "listening",
                                  .time = {},
                                  .transfer = {},
                                  .text = "tcp",
                                  .where = "127.0.0.1:6881"});
    CHECK(!json.contains("info_hash"));
    CHECK(json["protocol"] == "tcp");
    CHECK(json["address"] == "127.0.0.1:6881");
}

TEST_CASE("get report: the result has the fields of the contract") {
    auto transfer = half_done();
    transfer.seconds = 1.23456;
    auto const json = result_json(transfer);
    CHECK(json["schema"] == "shoal.get/1");
    CHECK(json["complete"] == false);
    CHECK(json["size"] == 64 * mib);
    CHECK(json["downloaded"] == 33 * mib);
    CHECK(json["uploaded"] == 0);
    CHECK(json["seconds"] == 1.235);
    CHECK(json["pieces_failed"] == 0);
    CHECK(!json.contains("error"));
}

TEST_CASE("get report: a line of progress for people") {
    CHECK(*notice_text(progress(), Aim::get) ==
          "film.mkv: 50.0% of 64 MiB, down 1 MiB/s up 2 KiB/s, 5 peers, ETA 32s");
}

TEST_CASE("get report: how each torrent ended") {
    auto transfer = half_done();
    transfer.seconds = 12;
    CHECK(result_text(transfer, Aim::get) ==
          "film.mkv: 32 MiB of 64 MiB kept in /srv; run the same command again to go on");
    transfer.view.done = transfer.view.wanted;
    transfer.outcome = Outcome::done;
    CHECK(result_text(transfer, Aim::get) == "film.mkv: complete, 64 MiB in 12s, in /srv");
    transfer.view.uploaded = 32 * mib;
    CHECK(result_text(transfer, Aim::seed) == "film.mkv: sent 32 MiB in 12s, ratio 0.50");
}

TEST_CASE("get report: the live line fits the screen, whatever the name") {
    auto transfer = half_done();
    CHECK(live_text(transfer, 100).find("[") != std::string::npos);
    for (auto const* name : {"a", "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac",
                             "a name so long that it would take the whole line and then some more"})
        for (int const columns : {72, 80, 100, 200}) {
            transfer.view.name = name;
            CHECK(term::display_width(live_text(transfer, columns)) <= columns);
        }
}

TEST_CASE("bar and percent: full only when all is there") {
    CHECK(bar(0, 12) == "[          ]");
    CHECK(bar(0.5, 12) == "[====>     ]");
    CHECK(bar(1, 12) == "[==========]");
    CHECK(percent(0.9999) == "99.9%");
    CHECK(percent(1) == "100%");
}
