#include "tests/support/daemon_world.hpp"
#include "ui-cli/cli/reports/list_report.hpp"
#include "ui-cli/term/width.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace shoal;
using namespace shoal::cli;
using namespace shoal::test;
using api::TorrentState;

namespace {

/// Torrents as they come, with names that want to harm the table.
TorrentViews hostile() {
    auto busy = torrent(1, "debian-12.11.0-amd64-dvd-1.iso");
    busy.size = busy.wanted = 4'000'000'000;
    busy.done = 1'840'000'000;
    busy.down_rate = 39'950'000;
    busy.up_rate = 2'200'000;
    busy.peers = 48;
    busy.uploaded_before = 240'000'000;
    auto escape = torrent(2, "\x1b[2Jred\nline\ttab\xe2\x80\xaegpj.exe");
    escape.state = TorrentState::complete;
    escape.done = escape.wanted;
    escape.up_rate = 123;
    escape.label = "\x1b]0;owned\x07";
    auto wide =
        torrent(13, "日本語の長い名前のトレント、とても長いので切られる、本当に長い名前です");
    wide.state = TorrentState::checking;
    wide.checked = 0.223;
    auto broken = torrent(10'001, "caf\xe9");
    broken.state = TorrentState::error;
    broken.error = "the disk is full; make room";
    api::TorrentView magnet;
    magnet.id = 20'000;
    magnet.info_hash.v1 = Sha1Digest{0xab};
    magnet.state = TorrentState::metadata;
    return published({busy, escape, wide, broken, magnet});
}

std::string joined(std::vector<std::string> const& lines) {
    std::string text = "\n";
    for (auto const& line : lines)
        text += line + "\n";
    return text;
}

} // namespace

TEST_CASE("list: at 80 columns") {
    CHECK(joined(list_lines(hostile(), 80)) == R"(
   ID   DONE       DOWN        UP  ETA  PEERS  STATE        NAME
    1  46.0%  38.1MiB/s  2.1MiB/s  55s     48  downloading  debian-12.11.0-am...
    2   100%               123B/s              seeding      �[2Jred�line�tab�...
   13  22.3%                                   checking     日本語の長い名前...
10001  50.0%                                   error        caf�: the disk is...
20000   0.0%                                   metadata     ab000000000000000...
)");
}

TEST_CASE("list: at 120 columns") {
    CHECK(joined(list_lines(hostile(), 120)) == R"(
   ID   DONE     SIZE       DOWN        UP  ETA  RATIO  PEERS  STATE        LABEL       NAME
    1  46.0%  3.73GiB  38.1MiB/s  2.1MiB/s  55s   0.06     48  downloading              debian-12.11.0-amd64-dvd-1.iso
    2   100%     2KiB               123B/s        0.00         seeding      �]0;owned�  �[2Jred�line�tab�gpj.exe
   13  22.3%     2KiB                             0.00         checking                 日本語の長い名前のトレント、...
10001  50.0%     2KiB                             0.00         error                    caf�: the disk is full; make ...
20000   0.0%                                                   metadata                 ab000000000000000000000000000...
)");
}

TEST_CASE("list: for programs each line has every column, none is cut") {
    auto const lines = list_lines(hostile(), std::nullopt);
    CHECK(joined({lines[0], lines[1], lines[4], lines[5]}) == R"(
   ID   DONE     SIZE       DOWN        UP  ETA  RATIO  PEERS  STATE        LABEL       NAME
    1  46.0%  3.73GiB  38.1MiB/s  2.1MiB/s  55s   0.06     48  downloading  -           debian-12.11.0-amd64-dvd-1.iso
10001  50.0%     2KiB          -         -    -   0.00      -  error        -           caf�
20000   0.0%        -          -         -    -      -      -  metadata     -           ab00000000000000000000000000000000000000
)");
}

TEST_CASE("list: a magnet's metadata is counted in pieces once it has a size") {
    api::TorrentView magnet;
    magnet.state = TorrentState::metadata;
    magnet.metadata_done = 9;
    magnet.metadata_pieces = 12;
    CHECK(list_lines(published({magnet}), 80)[1].find(" 9/12 ") != std::string::npos);
    magnet.metadata_pieces = 0;
    CHECK(list_lines(published({magnet}), 80)[1].find(" 0.0% ") != std::string::npos);
}

TEST_CASE("list: no line is wider than asked, down to what must stay") {
    for (int const width : {40, 60, 79, 80, 100, 200})
        for (auto const& line : list_lines(hostile(), width)) {
            CAPTURE(line);
            CHECK(term::display_width(line) <= width);
        }
}

TEST_CASE("list: nothing of a stranger's text but what can be seen") {
    for (auto const& line : list_lines(hostile(), std::nullopt))
        CHECK(std::ranges::none_of(line, [](char c) { return c >= 0 && c < ' '; }));
}

TEST_CASE("list: sums up states and rates") {
    CHECK(list_summary(hostile()) == "5 torrents: 1 checking, 1 metadata, 1 downloading, 1 "
                                     "seeding, 1 error; down 38.1 MiB/s, up 2.1 MiB/s");
    CHECK(list_summary({}) == "0 torrents; down 0 B/s, up 0 B/s");
}

TEST_CASE("list: sorted by every field, either way") {
    auto const order = [](std::string const& field, bool is_reversed) {
        auto torrents = hostile();
        sort_torrents(torrents, field, is_reversed);
        std::vector<api::TorrentId> ids;
        for (auto const& torrent : torrents)
            ids.push_back(torrent->id);
        return ids;
    };
    using Ids = std::vector<api::TorrentId>;
    CHECK(order("id", true) == Ids{20'000, 10'001, 13, 2, 1});
    CHECK(order("size", false) == Ids{1, 2, 13, 10'001, 20'000});
    CHECK(order("down", true) == Ids{2, 13, 10'001, 20'000, 1});
    CHECK(order("done", false).front() == 2);
    CHECK(order("eta", false).front() == 1);
    CHECK(order("ratio", false).front() == 1);
    CHECK(order("state", false).front() == 13);
    for (auto const& field : sort_fields())
        CHECK(order(field, false).size() == 5);
}
