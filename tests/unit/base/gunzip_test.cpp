#include "core/base/gunzip.hpp"

#include <doctest/doctest.h>

#include <zlib.h>

using namespace shoal;

namespace {

std::string gzip(std::string content) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string packed(deflateBound(&stream, content.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(content.data());
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

constexpr std::int64_t plenty = 1 << 30;

} // namespace

TEST_CASE("gunzip: what was packed comes back") {
    std::string content;
    for (int i = 0; i < 200'000; ++i)
        content += std::to_string(i) + '\n';
    for (auto const& each : {content, std::string{"hello"}, std::string{}}) {
        auto const packed = gzip(each);
        CHECK(is_gzip(packed));
        CHECK(gunzip(packed, plenty) == each);
    }
}

TEST_CASE("gunzip: members follow each other") {
    CHECK(gunzip(gzip("one\n") + gzip("two\n"), plenty) == "one\ntwo\n");
}

TEST_CASE("gunzip: what is damaged or cut off is refused") {
    auto const packed = gzip("some text that is long enough to be cut");
    for (std::size_t length = 0; length < packed.size(); ++length)
        CHECK_MESSAGE(!gunzip(packed.substr(0, length), plenty), length);
    auto flipped = packed;
    flipped[packed.size() / 2] ^= 1;
    CHECK(!gunzip(flipped, plenty));
    CHECK(!gunzip("plain text", plenty));
}

TEST_CASE("gunzip: no more is unfolded than is allowed") {
    auto const bomb = gzip(std::string(3'000'000, '\0'));
    CHECK(bomb.size() < 10'000);
    CHECK(gunzip(bomb, 3'000'000)->size() == 3'000'000);
    auto const refused = gunzip(bomb, 2'999'999);
    REQUIRE(!refused);
    CHECK(refused.error().code == Errc::invalid_input);
}
