#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/dialogs/free_space.hpp"
#include "ui-cli/tui/draw/text_field.hpp"
#include "ui-cli/tui/files/file_tree.hpp"
#include "ui-cli/tui/peers/peer_groups.hpp"
#include "ui-cli/tui/pieces/piece_map.hpp"
#include "ui-cli/tui/sources/source_text.hpp"

#include <doctest/doctest.h>

#include <future>
#include <thread>

using namespace shoal;
using namespace shoal::tui;

TEST_CASE("file tree: folders stand where their first file does, and add up") {
    auto const rows = file_rows(test::demo_files(), {});
    REQUIRE(rows.size() == 9);
    CHECK(rows[0].name == "tape_07");
    CHECK(rows[0].is_folder);
    CHECK(rows[0].files == std::vector<std::size_t>{0, 1, 2, 3});
    CHECK_FALSE(rows[0].priority);
    CHECK(rows[3].name == "raw");
    CHECK(rows[3].depth == 1);
    CHECK(rows[3].priority == api::FilePriority::skip);
    CHECK(rows[3].wanted == 0);
    CHECK(rows[8].name == "cover.jpg");
}

TEST_CASE("file tree: odd paths of a torrent are shown, whatever they are") {
    std::vector<api::FileView> files(3);
    files[0].path = "/a";
    files[1].path = "b//c";
    CHECK(file_rows(files, {}).size() == 5); // "", a; b, "", c; the nameless file is the first ""
}

TEST_CASE("file tree: a folded folder hides what is in it") {
    auto const rows = file_rows(test::demo_files(), {"tape_07"});
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].is_folded);
    CHECK(rows[1].name == "notes");
}

TEST_CASE("file tree: many files begin folded") {
    std::vector<api::FileView> files(201);
    for (std::size_t i = 0; i < files.size(); ++i)
        files[i].path = "folder/" + std::to_string(i);
    CHECK(file_rows(files, {}).size() == 1);
    CHECK(file_rows(files, {"folder"}).size() == 202);
}

TEST_CASE("peers: those who trade come first, the fastest before the others") {
    auto const peers = ordered_peers(test::demo_peers(), true);
    CHECK(trade(peers[0]) == Trade::both);
    CHECK(peers[0].endpoint.host == "192.0.2.40");
    CHECK(peers[1].endpoint.host == "2001:db8::71");
    CHECK(trade(peers[2]) == Trade::we_give);
    CHECK(trade(peers[3]) == Trade::they_give);
    CHECK(trade(peers[4]) == Trade::none);
}

TEST_CASE("free space: a folder that is to be has the room of the one that it will be in") {
    FreeSpaceDesk desk{free_space_of};
    REQUIRE(desk.ask("/no/such/folder"));
    auto const deadline = std::chrono::steady_clock::now() + 20s;
    auto found = desk.take();
    for (; found.empty() && std::chrono::steady_clock::now() < deadline; found = desk.take())
        std::this_thread::yield();
    REQUIRE(found.size() == 1);
    CHECK(found[0].path == "/no/such/folder");
    CHECK(found[0].answer.has_value());
}

TEST_CASE("free space: folders that hang keep nobody waiting, and only so many are asked") {
    std::promise<void> release;
    std::shared_future<void> const released{release.get_future()};
    FreeSpaceDesk desk{[released](fs::path const&) {
        released.wait();
        return std::optional<std::int64_t>{};
    }};
    for (int i = 0; i < 4; ++i)
        CHECK(desk.ask("/hangs"));
    CHECK_FALSE(desk.ask("/hangs"));
    CHECK(desk.take().empty());
    release.set_value();
}

TEST_CASE("free space: what cannot be looked at for want of memory is not known, and no more") {
    FreeSpaceDesk desk{[](fs::path const&) -> std::optional<std::int64_t> {
        throw std::bad_alloc{};
    }};
    for (int time = 0; time < 6; ++time) { // more than are asked at once
        REQUIRE(desk.ask("/any"));
        auto const deadline = std::chrono::steady_clock::now() + 20s;
        auto found = desk.take();
        for (; found.empty() && std::chrono::steady_clock::now() < deadline; found = desk.take())
            std::this_thread::yield();
        REQUIRE(found.size() == 1);
        CHECK_FALSE(found[0].answer);
    }
}

TEST_CASE("pieces: the map holds every piece, however few the cells") {
    auto const pieces = test::demo_pieces();
    for (std::size_t const cells : {1U, 7U, 100U, 2999U, 3000U, 9000U}) {
        auto const map = piece_map(pieces, cells);
        CHECK(map.size() <= cells);
        std::size_t next = 0;
        for (auto const& cell : map) {
            CHECK(cell.first == next);
            next += cell.count;
        }
        CHECK(next == pieces.have.size());
    }
    CHECK(piece_map({}, 10).empty());
}

TEST_CASE("pieces: a cell is as rare as its rarest piece") {
    api::PiecesView pieces;
    pieces.have = {true, false, false, true};
    pieces.copies = {5, 2, 0, 9};
    auto const map = piece_map(pieces, 2);
    REQUIRE(map.size() == 2);
    CHECK(map[0].have == 1);
    CHECK(map[0].rarest == 2);
    CHECK(map[1].rarest == 0);
    CHECK(map[1].most == 10); // ours counts
    CHECK(copies_histogram(pieces) == std::array<std::size_t, 5>{1, 0, 1, 1, 1});
}

TEST_CASE("pieces: a cell knows what of it is on its way, and when it got the newest") {
    api::PiecesView pieces;
    pieces.have = {false, false, true, true};
    pieces.ages = {-1, -1, 90, 7};
    pieces.flight = {{0, 0.5, {}}, {1, 1.0, {}}, {9, 1.0, {}}}; // the last is a mistake
    auto const map = piece_map(pieces, 2);
    CHECK(map[0].flying == 2);
    CHECK(map[0].arrived == doctest::Approx(0.75));
    CHECK(map[0].newest == -1);
    CHECK(map[1].flying == 0);
    CHECK(map[1].newest == 7);
}

TEST_CASE("pieces: a file is as rare as its rarest piece, borders count for both neighbours") {
    std::vector<api::FileView> files(4);
    files[0].size = 15;
    files[1].size = 5;
    files[3].size = 30;
    api::PiecesView pieces;
    pieces.piece_size = 10;
    pieces.have = {true, false, false, false, false};
    pieces.copies = {4, 1, 3, 3, 2};
    auto const copies = copies_by_file(files, pieces);
    CHECK(copies[0].least == 1);
    CHECK(copies[0].single == 1);
    CHECK(copies[1].least == 1);
    CHECK_FALSE(copies[2].least);
    CHECK(copies[3].least == 2);
    CHECK(first_piece(files, 3, 10) == 2);
    CHECK_FALSE(first_piece(files, 2, 10));
    CHECK_FALSE(copies_by_file(files, {})[0].least);
}

TEST_CASE("sources: told apart by their looks") {
    CHECK(source_kind("magnet:?xt=urn:btih:x") == SourceKind::magnet);
    CHECK(source_kind("https://example.org/x.torrent") == SourceKind::url);
    CHECK(source_kind(std::string(40, 'a')) == SourceKind::info_hash);
    CHECK(source_kind("x.torrent") == SourceKind::file);
    CHECK(source_kind("rm -rf /") == SourceKind::none);
    CHECK(describe_source("magnet:?xt=y&dn=a+b%2fc%zz") == "a magnet link: a b/c%zz");
}

TEST_CASE("sources: the first line of what was pasted, without spaces around it") {
    CHECK(first_line("\n  magnet:?x \r\nmore") == "magnet:?x");
    CHECK(first_line(" \n ") == "");
}

TEST_CASE("sources: typed paths start at the folder or at home") {
    CHECK(typed_path("a/b", "/here", "/home/me") == "/here/a/b");
    CHECK(typed_path("~/b", "/here", "/home/me") == "/home/me/b");
    CHECK(typed_path("/b", "/here", "/home/me") == "/b");
}

TEST_CASE("text field: edits between characters, not bytes") {
    TextField field{"aé"};
    CHECK(edit(field, {"Left"}));
    CHECK(edit(field, {"日"}));
    CHECK(field.text == "a日é");
    CHECK(edit(field, {"Backspace"}));
    CHECK(edit(field, {"Delete"}));
    CHECK(field.text == "a");
    CHECK_FALSE(edit(field, {"F5"}));
    CHECK_FALSE(edit(field, {"Enter"}));
}

TEST_CASE("text field: what is typed takes the place of what is selected") {
    auto const after = [](std::string const& key) {
        auto field = TextField::selected("500K");
        edit(field, {key});
        return field.text;
    };
    CHECK(after("2") == "2");
    CHECK(after("Backspace").empty());
    CHECK(after("Left") == "500K");
    auto field = TextField::selected("500K");
    edit(field, {"Left"});
    edit(field, {"0"});
    CHECK(field.text == "5000K");
}

TEST_CASE("text field: a paste becomes one line") {
    TextField field;
    CHECK(edit(field, {"Paste", "one\ntwo\x1b[2J"}));
    CHECK(field.text == "one two[2J");
    CHECK(edit(field, {"^W"}));
    CHECK(edit(field, {"Paste", "\n\tthree\r\n\r\nfour\n"}));
    CHECK(field.text == "one three four");
}

TEST_CASE("text field: what fits around the cursor is drawn, however long the text is") {
    TextField field{std::string(60'000, 'a') + "日本é"};
    term::Frame frame{{12, 1}};
    for (int i = 0; i < 100; ++i) // half an hour, were the cost not that of the width
        draw_field(frame, {0, 1}, 8, field, true);
    CHECK(frame.glyphs() == " aa日本é\n");
    CHECK(frame.cursor == term::Place{0, 8});
    field.cursor = 2;
    draw_field(frame, {0, 1}, 8, field, true);
    CHECK(frame.glyphs() == " aaaaaaaa\n");
    CHECK(frame.cursor == term::Place{0, 3});
}

TEST_CASE("details: an answer that comes too late is not taken for another torrent's") {
    Model model;
    focus(model.details, 1);
    focus(model.details, 2);
    keep(model, api::FilesOf{1}, api::Answer{test::demo_files()});
    CHECK_FALSE(model.details.files);
    keep(model, api::FilesOf{2}, api::Answer{test::demo_files()});
    CHECK(model.details.files);
    keep(model, api::FilesOf{2}, fail(Errc::busy, "try again"));
    CHECK(model.details.failure == "try again");
}

TEST_CASE("log: what repeats is one line with a count") {
    auto const log = test::demo_model().log;
    CHECK(log.size() == 8);
    CHECK(log[2].count == 3);
}
