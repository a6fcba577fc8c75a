#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/draw/layout.hpp"
#include "ui-cli/tui/pieces/piece_map.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;
using test::User;

TEST_CASE("map: the map's cursor goes by cells and rows, and stays on the map") {
    User user;
    user.state.size = {80, 24};
    user.press("Enter");
    user.type("c");
    auto const total = user.model.details.pieces->have.size();
    auto const each = pieces_per_cell(
        total, static_cast<std::size_t>(pieces_width({80, 24}) * pieces_area({80, 24}).rows));
    auto const row = each * static_cast<std::size_t>(pieces_width({80, 24}));
    user.type("hk");
    CHECK(user.state.detail.piece == 0);
    user.type("lj");
    CHECK(user.state.detail.piece == each + row);
    user.type("kk");
    CHECK(user.state.detail.piece == each);
    user.type("Gl");
    CHECK(user.state.detail.piece == (total - 1) / each * each);
    user.type("g");
    CHECK(user.state.detail.piece == 0);
    CHECK(user.state.where == Where::detail); // h is no way back here
}

TEST_CASE("map: the map's cursor stays on its piece when the screen's size changes") {
    User user;
    user.state.size = {80, 24};
    user.press("Enter");
    user.type("cjj");
    auto const piece = user.state.detail.piece;
    user.state.size = {120, 36};
    user.press("^L");
    CHECK(user.state.detail.piece == piece);
}

TEST_CASE("map: pieces that a seed hides are not called lost") {
    User user;
    user.state.list.cursor = 2;
    for (auto const* const key : {"Enter", "c"})
        user.press(key);
    auto const screen = [&] {
        return user.screen();
    };
    CHECK(screen().find("held by nobody we know") != std::string::npos);
    user.model.details.health->throughput.has_hidden_source = true;
    CHECK(screen().find("that a seed shows one by one") != std::string::npos);
}

TEST_CASE("map: its cursor comes back when the map has become smaller") {
    User user;
    user.state.size = {80, 24};
    user.press("Enter");
    user.type("cG");
    user.model.details.pieces->have.resize(10);
    user.type("h");
    CHECK(user.state.detail.piece == 8);
}

TEST_CASE("map: v turns what it shows, and says which") {
    User user;
    user.press("Enter");
    user.type("c");
    for (auto const* const mode : {"AVAILABILITY", "HAVE", "FLIGHT", "AGE", "AVAILABILITY"}) {
        CHECK(user.screen().find(mode) != std::string::npos);
        user.type("v");
    }
    CHECK(user.requests.empty()); // elsewhere v hashes anew
}

TEST_CASE("map: of a torrent that is complete our own copies count") {
    User user;
    user.press("Enter");
    user.type("c");
    auto& pieces = *user.model.details.pieces;
    pieces.have.assign(pieces.have.size(), true);
    pieces.copies.assign(pieces.have.size(), 0);
    auto const screen = user.screen();
    CHECK(screen.find("3 000 of them nowhere else") != std::string::npos);
    CHECK(screen.find("which only we have") != std::string::npos);
    CHECK(screen.find(" 1: 3000 ") != std::string::npos);
}

TEST_CASE("map: without pieces keys do nothing") {
    User user;
    user.press("Enter");
    user.type("c");
    user.model.details.pieces = api::PiecesView{};
    user.type("jlGgkh");
    user.press(term::Input{"Cell", {}, {5, pieces_left + 7}, 10});
    CHECK(user.state.detail.piece == 0);
    CHECK(user.screen().find("The pieces are not known yet") != std::string::npos);
}

namespace {

std::vector<api::FileView> files(std::vector<std::int64_t> const& sizes) {
    std::vector<api::FileView> files(sizes.size());
    for (std::size_t i = 0; i < sizes.size(); ++i)
        files[i].size = sizes[i];
    return files;
}

/// Their places in `all`.
std::vector<std::size_t> inside(std::vector<api::FileView> const& all, std::size_t first,
                                std::size_t count) {
    std::vector<std::size_t> places;
    for (auto const* const file : files_in(all, 10, PieceCell{.first = first, .count = count}))
        places.push_back(static_cast<std::size_t>(file - all.data()));
    return places;
}

} // namespace

TEST_CASE("map: a cell is of the files that have bytes in it, at borders too") {
    using Places = std::vector<std::size_t>;
    auto all = files({10, 5, 0, 25, 3});
    CHECK(inside(all, 0, 1) == Places{0});
    CHECK(inside(all, 1, 1) == Places{1, 3});
    CHECK(inside(all, 2, 2) == Places{3});
    CHECK(inside(all, 4, 1) == Places{4});
    CHECK(inside(all, 0, 5) == Places{0, 1, 3, 4});
    CHECK(inside(all, 5, 9) == Places{});
    CHECK(inside({}, 0, 1) == Places{});
    all[1].is_pad = true;
    CHECK(inside(all, 1, 1) == Places{3});
}

TEST_CASE("map: the cell's line names its files, short where there is little room") {
    User user;
    user.press("Enter");
    user.type("c");
    user.model.details.pieces->flight.clear();
    CHECK(user.screen().find("tape_07/side_a.flac") != std::string::npos);
    user.state.size = least_size;
    CHECK(user.screen().find("  side_a.flac") != std::string::npos);
    user.model.details.files->at(0).size = 10;
    user.model.details.files->at(0).path = "a/\x1b[31m\u202eb";
    user.state.size = {80, 24};
    CHECK(user.screen().find("a/\uFFFD[31m\uFFFDb and 1 more") != std::string::npos);
    user.model.details.files.reset();
    CHECK(user.screen().find("all here") == std::string::npos); // of 0-33
}
