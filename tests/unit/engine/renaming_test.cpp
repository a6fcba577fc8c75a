#include "core/base/file.hpp"
#include "core/engine/records/renaming.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::engine;

namespace {

metainfo::Metainfo two_files() {
    metainfo::Metainfo torrent;
    torrent.summary.name = "t";
    torrent.files = {{.path = "t/a", .size = 1}, {.path = "t/b", .offset = 1, .size = 1}};
    return torrent;
}

Placement placed(metainfo::Metainfo const& torrent, api::Add const& add) {
    auto placement = place(torrent, add, add.dir);
    REQUIRE(placement);
    return *placement;
}

Errc refusal(store::Renaming const& renaming,
             std::map<std::size_t, std::string> const& names = {}) {
    auto const torrent = two_files();
    auto const checked =
        check_names(torrent, placed(torrent, {.dir = "/d", .file_names = names}), renaming);
    REQUIRE(!checked);
    return checked.error().code;
}

void put(fs::path const& path, std::string const& text) {
    fs::create_directories(path.parent_path());
    REQUIRE(write_file(path, text, Overwrite::no));
}

std::string text_of(fs::path const& path) {
    return read_file(path, 100).value_or("nothing");
}

} // namespace

TEST_CASE("renaming: no two files of a torrent get one name") {
    CHECK(refusal({0, "t/b"}) == Errc::conflict);
    CHECK(refusal({std::nullopt, "n"}, {{0, "u/b"}}) == Errc::conflict);
    CHECK(refusal({0, "../b"}) == Errc::invalid_input);
    CHECK(refusal({2, "c"}) == Errc::not_found);
    CHECK(refusal({-1, "c"}) == Errc::not_found);
}

TEST_CASE("renaming: a name that leads elsewhere is named, with why and what to write") {
    auto const torrent = two_files();
    auto const checked =
        check_names(torrent, placed(torrent, {.dir = "/d"}), {std::nullopt, "../../x"});
    REQUIRE(!checked);
    CHECK(checked.error() ==
          Error{Errc::invalid_input,
                "this cannot be the name of a torrent: '/' within a name would leave the folder; "
                "write one without /, that is neither . nor ..",
                "../../x"});
}

TEST_CASE("renaming: asked again, it gives what is left to do") {
    auto const torrent = two_files();
    auto const paths = new_paths(
        torrent, placed(torrent, {.dir = "/d", .file_names = {{0, "n/a"}}}), {std::nullopt, "n"});
    CHECK(paths == std::map<std::size_t, std::string>{{1, "n/b"}});
}

TEST_CASE("renaming: what is there already is left alone, and nothing of ours stays beside it") {
    test::TempDir const dir;
    put(dir / "t/a", "a");
    put(dir / "t/b", "b");
    put(dir / "n/b", "a stranger's");
    std::vector<NameChange> const changes{{dir / "t/a", dir / "n/a"}, {dir / "t/b", dir / "n/b"}};
    auto const reserved = reserve(changes, false);
    REQUIRE(!reserved);
    CHECK(reserved.error().code == Errc::conflict);
    CHECK(text_of(dir / "n/b") == "a stranger's");
    CHECK(!fs::exists(dir / "n/a"));
}

TEST_CASE("renaming: of two that want a name only one gets it, unless a crash is to blame") {
    test::TempDir const dir;
    put(dir / "a", "a");
    put(dir / "b", "b");
    REQUIRE(reserve({{dir / "a", dir / "n"}}, false));
    CHECK(!reserve({{dir / "b", dir / "n"}}, false));
    CHECK(reserve({{dir / "a", dir / "n"}}, true));
}

TEST_CASE("renaming: afterwards empty folders are gone, and files that nothing replaced") {
    test::TempDir const dir;
    put(dir / "n/a", "a"); // came from t/deep/a
    put(dir / "t/b", "b"); // could not be renamed
    put(dir / "n/b", "");
    fs::create_directories(dir / "t/deep");
    tidy({{dir / "t/deep/a", dir / "n/a"}, {dir / "t/b", dir / "n/b"}}, dir.path());
    CHECK(!fs::exists(dir / "t/deep"));
    CHECK(fs::exists(dir / "t/b"));
    CHECK(!fs::exists(dir / "n/b"));
    CHECK(fs::exists(dir / "n/a"));
}

TEST_CASE("renaming: what a crash cut off is as it was before") {
    test::TempDir const dir;
    put(dir / "n/a", "a");
    put(dir / "t/b", "b");
    put(dir / "n/b", ""); // was to be replaced
    REQUIRE(undo_half_rename(two_files(), {.dir = dir.path()}, {std::nullopt, "n"}));
    CHECK(text_of(dir / "t/a") == "a");
    CHECK(text_of(dir / "t/b") == "b");
    CHECK(!fs::exists(dir / "n/a"));
}
