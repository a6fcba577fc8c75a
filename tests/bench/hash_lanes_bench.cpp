#include "core/base/hash_lanes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>

// What lanes are worth in memory, on one core: MB/s of OpenSSL's single stream and of lanes, taken
// in turns so that a busy machine slows both, medians of the rounds.

namespace {

using namespace shoal;

constexpr std::size_t lane_bytes = 16 * 1024; // as PieceBatch
constexpr int rounds = 15;
constexpr std::size_t bytes_a_round = std::size_t{192} << 20;

struct Way {
    std::string name;
    std::size_t lanes;
    std::function<void(std::vector<Bytes> const&)> hash;
    std::vector<double> rates{};
};

template <class Digest>
std::function<void(std::vector<Bytes> const&)> lanes_of(LaneCode code) {
    auto lanes = std::make_shared<std::vector<LaneHasher<Digest>>>();
    for (std::size_t i = 0; i < lane_count; ++i)
        lanes->emplace_back(code);
    return [lanes](std::vector<Bytes> const& bytes) {
        std::vector<typename LaneHasher<Digest>::Part> parts;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            parts.push_back({&(*lanes)[i], bytes[i]});
        LaneHasher<Digest>::update(parts);
    };
}

template <class Digest>
std::function<void(std::vector<Bytes> const&)> one_stream() {
    return [hasher = std::make_shared<Hasher<Digest>>()](std::vector<Bytes> const& parts) {
        hasher->update(parts[0]);
    };
}

double measure(Way const& way, std::vector<std::byte> const& data) {
    std::vector<Bytes> parts;
    for (std::size_t i = 0; i < way.lanes; ++i)
        parts.push_back(Bytes{data}.subspan(i * lane_bytes, lane_bytes));
    auto const began = std::chrono::steady_clock::now();
    std::size_t done = 0;
    for (; done < bytes_a_round; done += lane_bytes * way.lanes)
        way.hash(parts);
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - began;
    return static_cast<double>(done) / took.count() / 1e6;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

template <class Digest>
void add_ways(std::string const& name, std::vector<Way>& ways) {
    ways.push_back({name + " openssl", 1, one_stream<Digest>()});

    struct Named {
        LaneCode code;
        std::string name;
    };

    for (auto const& each :
         {Named{LaneCode::sha_instructions, "instructions"}, Named{LaneCode::avx512, "avx512"}})
        for (std::size_t const lanes : {1U, 2U, 3U, 5U, 8U, 16U})
            if (has_lane_code(each.code))
                ways.push_back({fmt::format("{} {}, {}", name, each.name, lanes), lanes,
                                lanes_of<Digest>(each.code)});
}

} // namespace

int main() {
    std::vector<Way> ways;
    add_ways<Sha1Digest>("sha1", ways);
    add_ways<Sha256Digest>("sha256", ways);
    std::vector<std::byte> const data(lane_count * lane_bytes, std::byte{0x5a});
    for (int round = 0; round < rounds; ++round)
        for (Way& way : ways)
            way.rates.push_back(measure(way, data));
    fmt::print("{:<24}{:>8}{:>8}{:>8}  of openssl\n", "", "MB/s", "min", "max");
    double reference = 0;
    for (Way const& way : ways) {
        if (way.name.ends_with("openssl"))
            reference = median(way.rates);
        auto const [low, high] = std::minmax_element(way.rates.begin(), way.rates.end());
        fmt::print("{:<24}{:>8.0f}{:>8.0f}{:>8.0f}{:>8.2f}\n", way.name, median(way.rates), *low,
                   *high, median(way.rates) / reference);
    }
}
