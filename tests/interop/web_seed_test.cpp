// Web seeds (BEP 19) and nobody else.

#include "tests/support/await.hpp"
#include "tests/support/content.hpp"
#include "tests/support/file_server.hpp"
#include "tests/support/netns.hpp"
#include "tests/support/ports.hpp"
#include "tests/support/shoal.hpp"

#include <doctest/doctest.h>

using namespace shoal::test;
using namespace std::chrono_literals;
namespace fs = shoal::fs;

namespace {

/// `name` lies in `dir`/www; the web seed is at `url`.
void gets(TempDir const& dir, std::string const& name, std::string const& url) {
    Shoal const shoal{address(1)};
    auto const torrent = (dir / "web.torrent").string();
    auto const content = dir / ("www/" + name);
    auto const made = shoal.run({"create", content.string(), "-o", torrent, "-w", url});
    REQUIRE_MESSAGE(made.status == 0, made.err);
    auto const got = shoal.run(shoal.at_home(
        {"get", torrent, "-d", (dir / "out").string(), "--json", "--time-limit", "45"}));
    INFO(got.out, got.err);
    CHECK(got.status == 0);
    CHECK(difference(content, dir / ("out/" + name)) == "");
}

} // namespace

TEST_CASE("web seed: a file from a server with ranges") {
    TempDir const dir;
    write_random_file(dir / "www/file.bin", 20 << 20);
    FileServer const server{address(8), dir / "www"};
    gets(dir, "file.bin", server.url() + "file.bin");
    CHECK(server.bytes() >= 20 << 20);
}

TEST_CASE("web seed: a tree from a server with ranges") {
    TempDir const dir;
    write_random_tree(dir / "www/tree", 20 << 20);
    FileServer const server{address(8), dir / "www"};
    gets(dir, "tree", server.url());
}

TEST_CASE("web seed: a small file from Python's http.server, which knows no ranges") {
    TempDir const dir;
    write_random_file(dir / "www/file.bin", 3 << 20);
    auto const port = free_port(address(8));
    Process const python{{"python3", "-m", "http.server", std::to_string(port), "--bind",
                          address(8), "--directory", (dir / "www").string()}};
    await(
        "Python serves", 20s, [&] { return connect_to(address(8), port).get() >= 0; },
        [&] { return python.err(); });
    gets(dir, "file.bin", "http://" + address(8) + ":" + std::to_string(port) + "/file.bin");
}
