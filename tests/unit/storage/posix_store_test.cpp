#include "core/storage/posix_store.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <fcntl.h>

using namespace shoal;
using namespace shoal::storage;

namespace {

iovec part(std::string& text) {
    return {text.data(), text.size()};
}

PosixStore store_of(std::vector<StoredFile> files, std::size_t limit = 4) {
    return {std::move(files), Allocation::sparse, std::make_shared<FilePool>(limit)};
}

} // namespace

TEST_CASE("posix store: a first write makes folders and the file at its full size") {
    test::TempDir const dir;
    auto store = store_of({{dir / "a/b/file", 1000}});
    std::string one = "12345", two = "67";
    std::vector<iovec> const parts{part(one), part(two)};
    REQUIRE(store.write(0, 10, parts));
    CHECK(fs::file_size(dir / "a/b/file") == 1000);
    std::string back(4, ' '), rest(3, ' ');
    std::vector<iovec> const into{part(back), part(rest)};
    REQUIRE(store.read(0, 10, into));
    CHECK(back == "1234");
    CHECK(rest == "567");
}

TEST_CASE("posix store: a longer file is not shortened") {
    test::TempDir const dir;
    REQUIRE(write_file(dir / "file", std::string(50, 'x'), Overwrite::no));
    auto store = store_of({{dir / "file", 10}});
    std::string text = "ab";
    std::vector<iovec> const parts{part(text)};
    REQUIRE(store.write(0, 0, parts));
    CHECK(fs::file_size(dir / "file") == 50);
}

TEST_CASE("posix store: reading past the end, a missing file and a folder are told apart") {
    test::TempDir const dir;
    REQUIRE(write_file(dir / "short", "abc", Overwrite::no));
    fs::create_directory(dir / "folder");
    auto store = store_of({{dir / "short", 10}, {dir / "missing", 10}, {dir / "folder", 10}});
    std::string text(5, ' ');
    std::vector<iovec> const parts{part(text)};
    CHECK(store.read(0, 0, parts).error() == StoreError{StoreOp::read, StoreError::too_short, 0});
    CHECK(store.read(1, 0, parts).error() == StoreError{StoreOp::open, ENOENT, 1});
    CHECK(store.write(2, 0, parts).error() == StoreError{StoreOp::open, EISDIR, 2});
    CHECK_FALSE(fs::exists(dir / "missing"));
}

TEST_CASE("posix store: a file that was removed or cut short is not made whole again") {
    test::TempDir const dir;
    auto store = store_of({{dir / "file", 10}});
    std::string text = "ab";
    std::vector<iovec> const parts{part(text)};
    REQUIRE(store.write(0, 0, parts));
    SUBCASE("removed while it is open") {
        fs::remove(dir / "file");
        CHECK(store.write(0, 2, parts).error() == StoreError{StoreOp::write, ENOENT, 0});
        CHECK(store.write(0, 2, parts).error().reason == ENOENT);
        CHECK_FALSE(fs::exists(dir / "file"));
    }
    SUBCASE("removed while it is closed") {
        store.close_files();
        fs::remove(dir / "file");
        CHECK(store.write(0, 2, parts).error() == StoreError{StoreOp::open, ENOENT, 0});
        CHECK_FALSE(fs::exists(dir / "file"));
    }
    SUBCASE("cut short while it is open") {
        fs::resize_file(dir / "file", 1);
        CHECK(store.write(0, 8, parts).error().reason == StoreError::too_short);
        CHECK(fs::file_size(dir / "file") == 1);
    }
    SUBCASE("cut short while it is closed") {
        store.close_files();
        fs::resize_file(dir / "file", 1);
        CHECK(store.write(0, 8, parts).error().reason == StoreError::too_short);
        CHECK(fs::file_size(dir / "file") == 1);
    }
}

TEST_CASE("posix store: no more files are open than the pool allows, and none are inherited") {
    test::TempDir const dir;
    auto pool = std::make_shared<FilePool>(3);
    std::vector<StoredFile> files;
    for (int i = 0; i < 20; ++i)
        files.push_back({dir / std::to_string(i), 10});
    PosixStore store{files, Allocation::sparse, pool};
    std::string text = "ab";
    std::vector<iovec> const parts{part(text)};
    for (int i = 0; i < 20; ++i)
        REQUIRE(store.write(i, 0, parts));
    CHECK(pool->size() == 3);
    auto const fd = pool->find({&store, 19}, true);
    REQUIRE(fd);
    CHECK((::fcntl(fd->get(), F_GETFD) & FD_CLOEXEC) != 0);
    store.close_files();
    CHECK(pool->size() == 0);
}

TEST_CASE("posix store: more parts than one system call takes") {
    test::TempDir const dir;
    auto store = store_of({{dir / "file", 3000}});
    std::string text(3000, 'x');
    for (std::size_t i = 0; i < text.size(); ++i)
        text[i] = static_cast<char>('a' + i % 26);
    std::vector<iovec> parts;
    for (char& c : text)
        parts.push_back({&c, 1});
    REQUIRE(store.write(0, 0, parts));
    CHECK(read_file(dir / "file", 5000) == text);
}

TEST_CASE("posix store: nothing is written through a link out of the folder, but read") {
    test::TempDir const dir;
    fs::create_directories(dir / "home");
    REQUIRE(write_file(dir / "file", "12345", Overwrite::no));
    fs::create_symlink(dir / "file", dir / "home/file");
    fs::create_directory_symlink(dir.path(), dir / "home/folder");
    PosixStore store{{{dir / "home/file", 5}, {dir / "home/folder/new", 5}},
                     Allocation::sparse,
                     std::make_shared<FilePool>(4),
                     dir / "home"};
    std::string text = "ab";
    std::vector<iovec> const parts{part(text)};
    CHECK(store.write(0, 0, parts).error() == StoreError{StoreOp::open, ELOOP, 0});
    CHECK(store.write(1, 0, parts).error() == StoreError{StoreOp::open, ELOOP, 1});
    CHECK(!fs::exists(dir / "new"));
    REQUIRE(store.read(0, 0, parts));
    CHECK(text == "12");
}
