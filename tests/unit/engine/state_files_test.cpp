#include "core/engine/records/state_files.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using engine::ResumeRecord;
using engine::StateFiles;

namespace {

ResumeRecord sample() {
    using namespace std::string_literals;
    return {.clean = true,
            .saved = WallTime{std::chrono::nanoseconds{1'763'700'000'123'456'789}},
            .have = {true, false, true, true, false, false, false, false, true},
            .blob = "any\nbytes\0 at all"s};
}

api::InfoHash hash_of(std::uint8_t fill) {
    Sha1Digest digest{};
    digest.fill(fill);
    return {.v1 = digest};
}

} // namespace

TEST_CASE("resume record: comes back as it went") {
    auto const record = sample();
    CHECK(engine::decode_record(encode(record)) == record);
    CHECK(engine::decode_record(encode(ResumeRecord{})) == ResumeRecord{});
}

TEST_CASE("resume record: anything else is refused, however little was changed") {
    auto const text = encode(sample());
    for (std::size_t length = 0; length < text.find('\n'); ++length)
        CHECK(!engine::decode_record(text.substr(0, length)));
    CHECK(!engine::decode_record("shoal-resume 1 clean 5 9 ff\n"));
    CHECK(!engine::decode_record("shoal-resume 1 perhaps 5 8 ff\n"));
    CHECK(!engine::decode_record("shoal-resume 1 clean 5 99999999999999999999 ff\n"));
    CHECK(!engine::decode_record("shoal-resume 1 clean 5 18446744073709551615 \n"));
}

TEST_CASE("state files: the same torrent in two folders has two records") {
    test::TempDir dir;
    StateFiles const files{dir.path()};
    REQUIRE(files.save_record({0, hash_of(1), "/a/name"}, sample()));
    CHECK(files.load_record({0, hash_of(1), "/a/name"}) == sample());
    CHECK(!files.load_record({0, hash_of(1), "/b/name"}));
    CHECK(!files.load_record({0, hash_of(2), "/a/name"}));
}

TEST_CASE("state files: without a folder nothing is kept and nothing fails") {
    StateFiles const files{{}};
    CHECK(files.save_record({0, hash_of(1), "/a"}, sample()));
    CHECK(files.save_dht("x"));
    CHECK(!files.load_record({0, hash_of(1), "/a"}));
    CHECK(files.load_dht().empty());
}
