#include "core/base/check.hpp"
#include "core/base/hash_lanes.hpp"

#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <thread>
#include <unistd.h>

// The limit: what SHA-1 alone costs, in pieces of bytes that are in memory already.
// bench_raw openssl|lanes THREADS FILE BYTES hashes the file's first part again and again until
// BYTES are through.

namespace {

using namespace shoal;

constexpr std::size_t piece = 256 * 1024;
constexpr std::size_t sample = std::size_t{64} << 20; ///< more than caches hold

std::vector<std::byte> load(char const* path) {
    std::ifstream file{path, std::ios::binary};
    std::vector<char> text(sample);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    auto const bytes = std::as_bytes(std::span{text});
    return {bytes.begin(), bytes.end()};
}

void hash(Bytes bytes, std::int64_t total, LaneCode code) {
    std::array<Bytes, lane_count> pieces{};
    std::array<Sha1Digest, lane_count> digests{};
    std::size_t at = 0;
    for (std::int64_t done = 0; done < total;) {
        for (Bytes& each : pieces) {
            if (at >= bytes.size())
                at = 0;
            each = bytes.subspan(at, std::min(piece, bytes.size() - at));
            at += each.size();
            done += static_cast<std::int64_t>(each.size());
        }
        sha1_many(pieces, digests, code);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::cerr << "usage: bench_raw openssl|lanes THREADS FILE BYTES\n";
        return 2;
    }
    auto const code = std::string{argv[1]} == "openssl" ? LaneCode::openssl : LaneCode::fastest;
    auto const threads = std::stoi(argv[2]);
    auto const bytes = load(argv[3]);
    SHOAL_CHECK(!bytes.empty(), "cannot read {}", argv[3]);
    std::vector<std::jthread> workers;
    for (int i = 0; i < threads; ++i)
        workers.emplace_back([&] { hash(bytes, std::stoll(argv[4]) / threads, code); });
    return 0;
}
