#include "tests/support/await.hpp"
#include "tests/support/content.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>

using namespace shoal;
using test::TempDir;

namespace {

test::Outcome shoal_in(TempDir const& dir, test::Argv arguments) {
    arguments.insert(arguments.begin(), SHOAL_BINARY);
    return test::run(arguments, {.dir = dir.path()});
}

/// One line on standard error, nothing on standard output, this exit status.
void check_refused(test::Outcome const& outcome, int status, std::string_view reason) {
    CAPTURE(outcome.err);
    CHECK(outcome.status == status);
    CHECK(outcome.out == "");
    CHECK(outcome.err.starts_with("shoal: "));
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    CHECK(outcome.err.find(reason) != std::string::npos);
}

std::size_t entries(fs::path const& dir) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator{dir}, fs::directory_iterator{}));
}

} // namespace

TEST_CASE("show, verify, magnet, edit: each bad torrent gets one line and status 1") {
    TempDir dir;
    for (auto const& entry :
         fs::directory_iterator{fs::path{SHOAL_TESTDATA} / "torrents" / "bad"}) {
        CAPTURE(entry.path());
        check_refused(shoal_in(dir, {"show", entry.path()}), 1, "not a sound torrent");
    }
    auto const bad = fs::path{SHOAL_TESTDATA} / "torrents/bad/path-dot-dot.torrent";
    check_refused(shoal_in(dir, {"verify", bad}), 1, "would leave the folder");
    check_refused(shoal_in(dir, {"magnet", bad}), 1, "would leave the folder");
    check_refused(shoal_in(dir, {"edit", bad, "-c", "x"}), 1, "would leave the folder");
}

TEST_CASE("show: nothing of a stranger's reaches the terminal raw") {
    TempDir dir;
    for (auto const& entry :
         fs::directory_iterator{fs::path{SHOAL_TESTDATA} / "torrents" / "good"}) {
        auto const outcome = shoal_in(dir, {"show", entry.path()});
        CHECK(outcome.status == 0);
        auto const raw = std::find_if(outcome.out.begin(), outcome.out.end(), [](char c) {
            return (c >= 0 && c < ' ' && c != '\n') || c == 0x7f;
        });
        CHECK(raw == outcome.out.end());
        CHECK(outcome.out.find("\u202e") == std::string::npos);
    }
}

TEST_CASE("missing files exit 3") {
    TempDir dir;
    check_refused(shoal_in(dir, {"show", "no.torrent"}), 3, "no.torrent");
    check_refused(shoal_in(dir, {"create", "nothing"}), 3, "nothing");
    check_refused(shoal_in(dir, {"verify", "no.torrent"}), 3, "no.torrent");
    test::write_random_file(dir / "file", 1);
    check_refused(shoal_in(dir, {"create", "file", "-o", "no/such/x.torrent"}), 3, "no/such");
}

TEST_CASE("wrong values exit 2 and name the flag") {
    TempDir dir;
    test::write_random_file(dir / "file", 1);
    std::vector<std::pair<std::string, std::string>> const wrong{
        {"--piece-size", "17KiB"}, {"--piece-size", "4KiB"}, {"--piece-size", "x"},
        {"--date", "tomorrow"},    {"--tracker", "nowhere"}, {"--web-seed", "x y"},
        {"--node", "host"},
    };
    for (auto const& [flag, value] : wrong) {
        CAPTURE(flag);
        check_refused(shoal_in(dir, {"create", "file", flag, value}), 2, flag);
    }
    for (auto const& arguments : std::vector<test::Argv>{{"create"},
                                                         {"create", "file", "--format", "v3"},
                                                         {"create", "file", "--threads", "0"},
                                                         {"create", "file", "--nonsense"},
                                                         {"create", "file", "file"},
                                                         {"edit", "file"},
                                                         {"show"}}) {
        auto const outcome = shoal_in(dir, arguments);
        CHECK(outcome.status == 2);
        CHECK(outcome.out == "");
    }
    CHECK(entries(dir.path()) == 1);
}

TEST_CASE("a magnet without a hash is refused") {
    TempDir dir;
    check_refused(shoal_in(dir, {"show", "magnet:?dn=x"}), 1, "no info-hash");
}

TEST_CASE("create: an output that exists stays unless forced") {
    TempDir dir;
    test::write_random_file(dir / "file", 1000);
    test::write_random_file(dir / "file.torrent", 10);
    check_refused(shoal_in(dir, {"create", "file"}), 1, "--force");
    CHECK(fs::file_size(dir / "file.torrent") == 10);
    CHECK(shoal_in(dir, {"create", "file", "--force"}).status == 0);
    CHECK(entries(dir.path()) == 2);
}

TEST_CASE("create: a full disk is told, and nothing half-written stays") {
    TempDir dir;
    test::write_random_file(dir / "file", 16 << 20);
    fs::create_directory(dir / "small");
    // A mount of our own: as root, or where users may make namespaces.
    auto const script =
        "mount -t tmpfs -o size=8k none small && { " + std::string{SHOAL_BINARY} +
        " create file -o small/t.torrent --piece-size 16KiB; status=$?; ls -A small; "
        "exit $status; }";
    auto flags = std::string{"-Urm"};
    if (test::run({"unshare", flags, "true"}).status != 0)
        flags = "-m";
    if (auto const probe = test::run({"unshare", flags, "true"}); probe.status != 0) {
        MESSAGE("left out, this system lets us mount nothing: " << probe.err);
        return;
    }
    check_refused(test::run({"unshare", flags, "sh", "-c", script}, {.dir = dir.path()}), 1,
                  "the disk is full");
}

TEST_CASE("create: interrupted it exits 130 and leaves nothing") {
    TempDir dir;
    fs::create_directory(dir / "big");
    test::write_random_file(dir / "big/holes", 0);
    fs::resize_file(dir / "big/holes", std::uintmax_t{256} << 30); // takes no space, but minutes
    auto const before = entries(dir.path());
    test::Process create{{SHOAL_BINARY, "create", "big"}, {.dir = dir.path()}};
    auto const fd_open = [&] {
        std::error_code ignored;
        for (auto const& fd :
             fs::directory_iterator{"/proc/" + std::to_string(create.pid()) + "/fd", ignored})
            if (fs::read_symlink(fd, ignored) == dir / "big/holes")
                return true;
        return false;
    };
    test::await("the content is being read", std::chrono::seconds{10}, fd_open);
    create.kill(SIGINT);
    CHECK(create.wait(std::chrono::seconds{5}) == 130);
    CHECK(entries(dir.path()) == before);
}

TEST_CASE("version: a standard output that is full or closed is a failure with a reason") {
    TempDir dir;
    auto const with = [&](std::string const& redirection) {
        return test::run({"/bin/sh", "-c", SHOAL_BINARY " version " + redirection},
                         {.dir = dir.path()});
    };
    check_refused(with(">/dev/full"), 1, "on standard output: the disk is full");
    check_refused(with(">&-"), 1, "on standard output: Bad file descriptor");
    CHECK(with("2>&-").status == 0);
}

TEST_CASE("show: a full standard error does not change the exit status") {
    TempDir dir;
    auto const outcome =
        test::run({"/bin/sh", "-c", SHOAL_BINARY " show nosuch 2>/dev/full"}, {.dir = dir.path()});
    CHECK(outcome.status == 3);
}
