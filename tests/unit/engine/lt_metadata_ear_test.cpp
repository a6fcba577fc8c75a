#include "core/engine/lt/lt_metadata_ear.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <libtorrent/error_code.hpp>

using namespace shoal;
using engine::MetadataEar;

namespace {

constexpr int block = MetadataEar::piece_size;

std::string piece_message(int piece, std::int64_t size, int bytes, int type = 1) {
    return fmt::format("d8:msg_typei{}e5:piecei{}e10:total_sizei{}ee", type, piece, size) +
           std::string(static_cast<std::size_t>(bytes), 'x');
}

bool hear(MetadataEar& ear, std::string const& message) {
    return ear.hear(message);
}

bool meet(MetadataEar& ear, std::int64_t size) {
    lt::error_code error;
    auto const text = fmt::format("d1:md11:ut_metadatai3ee13:metadata_sizei{}ee", size);
    return ear.meet(lt::bdecode(text, error));
}

} // namespace

TEST_CASE("metadata: pieces are counted once each, out of as many as the size makes") {
    MetadataEar ear;
    CHECK(ear.of() == 0);
    CHECK(meet(ear, 2 * block + 5));
    CHECK_FALSE(meet(ear, 2 * block + 5));
    CHECK(ear.of() == 3);
    CHECK(hear(ear, piece_message(1, 2 * block + 5, block)));
    CHECK_FALSE(hear(ear, piece_message(1, 2 * block + 5, block)));
    CHECK(hear(ear, piece_message(2, 2 * block + 5, 5)));
    CHECK(ear.done() == 2);
    CHECK_FALSE(ear.is_whole());
    CHECK(hear(ear, piece_message(0, 2 * block + 5, block)));
    CHECK(ear.is_whole());
    ear.restart();
    CHECK(ear.done() == 0);
    CHECK(ear.of() == 3);
}

TEST_CASE("metadata: the first piece tells the size when no handshake did") {
    MetadataEar ear;
    CHECK(hear(ear, piece_message(0, block + 1, block)));
    CHECK(ear.of() == 2);
    CHECK(ear.done() == 1);
}

TEST_CASE("metadata: what is no piece, or of another size, counts for nothing") {
    MetadataEar ear;
    for (std::int64_t const size : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{1} << 40,
                                    std::int64_t{MetadataEar::largest} + 1}) {
        CHECK_FALSE(meet(ear, size));
        CHECK_FALSE(hear(ear, piece_message(0, size, block)));
    }
    CHECK(ear.of() == 0);
    CHECK(meet(ear, 4 * block));
    for (auto const& bad : {piece_message(4, 4 * block, block), piece_message(-1, 4 * block, block),
                            piece_message(0, 3 * block, block), piece_message(0, 4 * block, 7),
                            piece_message(0, 4 * block, 0, 0), piece_message(0, 4 * block, 0, 2),
                            std::string{"le"}, std::string{"xx"}, std::string{}})
        CHECK_FALSE(hear(ear, bad));
    CHECK(ear.done() == 0);
}
