#include "tests/unit/tui/user.hpp"
#include "ui-cli/tui/files/file_actions.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;
using test::User;

namespace {

User among_files() {
    User user;
    user.state.list.cursor = test::demo_open;
    user.press("Enter");
    user.type("f");
    return user;
}

std::vector<std::string> names(User const& user) {
    std::vector<std::string> all;
    for (auto const& row : shown_files(user.state, user.model))
        all.push_back(row.name);
    return all;
}

std::vector<api::SetFiles> changes(User const& user) {
    std::vector<api::SetFiles> all;
    for (auto const& request : user.requests)
        all.push_back(std::get<api::SetFiles>(request.command));
    return all;
}

} // namespace

TEST_CASE("files: Space marks a file, or all below a folder, and Esc drops the marks first") {
    auto user = among_files();
    user.type("j ");
    CHECK(user.state.detail.marked == std::set<std::size_t>{0});
    CHECK(user.state.detail.files.cursor == 2);
    user.type("g ");
    CHECK(user.state.detail.marked == std::set<std::size_t>{0, 1, 2, 3});
    user.type("g ");
    CHECK(user.state.detail.marked.empty());
    user.type(" ");
    user.press("Esc");
    CHECK(user.state.detail.marked.empty());
    CHECK(user.state.where == Where::detail);
    user.press("Esc");
    CHECK(user.state.where == Where::list);
}

TEST_CASE("files: all are marked, inverted, or from the last mark to here") {
    auto user = among_files();
    user.type("A");
    CHECK(user.state.detail.marked.size() == 6);
    user.type("i");
    CHECK(user.state.detail.marked.empty());
    user.type("j jjkV"); // side_a, then raw
    CHECK(user.state.detail.marked == std::set<std::size_t>{0, 1, 2, 3});
}

TEST_CASE("files: what is marked gets its priority together, each from where it is") {
    auto user = among_files();
    user.type("j   -"); // high, normal, and a folder that is skipped
    auto const asked = changes(user);
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].files == std::vector<std::size_t>{1});
    CHECK(asked[0].priority == api::FilePriority::low);
    CHECK(asked[1].files == std::vector<std::size_t>{0});
    CHECK(asked[1].priority == api::FilePriority::normal);
}

TEST_CASE("files: w wants what is skipped, and skips what is wanted, marked ones together") {
    auto user = among_files();
    user.type("jjjw");
    CHECK(changes(user).at(0).files == std::vector<std::size_t>{2, 3});
    CHECK(changes(user).at(0).priority == api::FilePriority::normal);
    user.requests.clear();
    user.type("g w"); // of some that is wanted
    CHECK(changes(user).at(0).files == std::vector<std::size_t>{0, 1});
    CHECK(changes(user).at(0).priority == api::FilePriority::skip);
}

TEST_CASE("files: s sorts within folders, I the other way round") {
    auto user = among_files();
    user.type("s"); // by size
    CHECK(names(user) == std::vector<std::string>{"tape_07", "raw", "left.wav", "right.wav",
                                                  "side_b.flac", "side_a.flac", "cover.jpg",
                                                  "notes", "\x1b[31mread me.txt"});
    user.type("I");
    CHECK(names(user).front() == "notes");
    user.press("F6");
    CHECK(user.state.detail.order.key == FileSort::done);
    CHECK_FALSE(user.state.detail.order.inverted);
    user.type("<<");
    CHECK(user.state.detail.order.key == FileSort::path);
}

TEST_CASE("files: the rarest come first when they are sorted by copies") {
    auto user = among_files();
    user.state.size = {120, 36};
    auto& pieces = *user.model.details.pieces;
    pieces.have.assign(pieces.have.size(), false);
    pieces.copies.assign(pieces.have.size(), 2);
    pieces.copies[500] = 1; // of side_b
    user.type("sss");
    CHECK(names(user).at(1) == "side_b.flac");
    CHECK(user.screen().find("the 1 single-source piece is here") != std::string::npos);
}

TEST_CASE("files: * opens all folders, or folds them") {
    auto user = among_files();
    user.type("*");
    CHECK(names(user) == std::vector<std::string>{"tape_07", "notes", "cover.jpg"});
    user.type("*");
    CHECK(names(user).size() == 9);
    user.press("Enter"); // one is folded
    user.type("*");
    CHECK(names(user).size() == 9);
}

TEST_CASE("files: Enter on a file goes to its pieces") {
    auto user = among_files();
    user.type("jj");
    user.press("Enter");
    CHECK(user.state.detail.tab == Tab::pieces);
    CHECK(user.state.detail.piece == 358); // 1434 MiB of 4 MiB each come before
}

TEST_CASE("files: those that only pad are not shown") {
    auto user = among_files();
    user.model.details.files->at(5).is_pad = true;
    CHECK(names(user).back() == "\x1b[31mread me.txt");
}

TEST_CASE("files: the cursor stays on its file wherever an order takes it, or on its folder") {
    auto user = among_files();
    user.type("jj");
    auto const at_cursor = [&] {
        return names(user).at(user.state.detail.files.cursor);
    };
    CHECK(at_cursor() == "side_b.flac");
    user.type("s"); // by size: folders that are larger come before it
    CHECK(user.state.detail.files.cursor == 4);
    CHECK(at_cursor() == "side_b.flac");
    user.model.details.files->at(1).size *= 100; // an answer sorts them anew
    user.state = reconcile(user.state, user.model);
    CHECK(user.state.detail.files.cursor == 1);
    CHECK(at_cursor() == "side_b.flac");
    user.type("*"); // all are folded
    CHECK(at_cursor() == "tape_07");
}
