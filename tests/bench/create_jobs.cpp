#include "tests/bench/jobs.hpp"

namespace shoal::bench {
namespace {

using test::Argv;

/// Each tool writes the same file, which it finds gone.
Contestant maker(Scene const& scene, std::string job, std::string tool, std::int64_t bytes,
                 Argv argv) {
    return {std::move(job), std::move(tool), bytes, [out = scene.dir / "out.torrent", argv] {
                fs::remove(out);
                return run_measured(argv);
            }};
}

} // namespace

std::vector<Contestant> create_jobs(Scene const& scene) {
    auto const big = (scene.dir / "big").string();
    auto const small = (scene.dir / "small").string();
    auto const out = (scene.dir / "out.torrent").string();
    auto const ours = [&](std::string const& content, std::string const& format) {
        return Argv{scene.shoal, "create",    content, "-o",           out,     "--format",
                    format,      "--threads", "2",     "--piece-size", "256KiB"};
    };
    auto const mktorrent = [&](std::string const& content) {
        return Argv{"mktorrent", "-t", "2", "-l", "18", "-a", "x", "-o", out, content};
    };
    auto const transmission = [&](std::string const& content) {
        return Argv{"transmission-create", "-s", "256", "-o", out, content};
    };
    auto const libtorrent = [&](std::string const& content, std::string const& format) {
        return Argv{BENCH_LT_CREATE, format, "2", content, out};
    };
    auto const raw = [&](std::string const& code) {
        return Argv{BENCH_RAW, code, "2", big, std::to_string(scene.big)};
    };
    std::vector<Contestant> all;
    auto const add = [&](std::string const& job, std::string const& tool, std::int64_t bytes,
                         Argv const& argv) {
        if (is_installed(argv[0]))
            all.push_back(maker(scene, job, tool, bytes, argv));
    };
    add("create v1, one file", "shoal", scene.big, ours(big, "v1"));
    add("create v1, one file", "mktorrent", scene.big, mktorrent(big));
    add("create v1, one file", "transmission", scene.big, transmission(big));
    add("create v1, one file", "libtorrent", scene.big, libtorrent(big, "v1"));
    add("create v1, one file", "OpenSSL in memory", scene.big, raw("openssl"));
    add("create v1, one file", "lanes in memory", scene.big, raw("lanes"));
    add("create hybrid, one file", "shoal", scene.big, ours(big, "hybrid"));
    add("create hybrid, one file", "libtorrent", scene.big, libtorrent(big, "hybrid"));
    add("create v1, small files", "shoal", scene.small, ours(small, "v1"));
    add("create v1, small files", "mktorrent", scene.small, mktorrent(small));
    add("create v1, small files", "transmission", scene.small, transmission(small));
    add("create v1, small files", "libtorrent", scene.small, libtorrent(small, "v1"));
    return all;
}

} // namespace shoal::bench
