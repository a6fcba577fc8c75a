#include "core/metainfo/piece_batch.hpp"

#include "core/base/check.hpp"
#include "core/metainfo/merkle.hpp"

#include <algorithm>

// Many pieces side by side are what makes hashing fast (core/base/hash_lanes). Whole pieces would
// not stay in the core's cache between being read and being hashed, so all advance by a small step:
// a block of each is read, then these are hashed together, for v1 and for v2. A step of 16 blocks
// is 256 KiB.

namespace shoal::metainfo {
namespace {

constexpr std::int64_t step_size = api::block_size; // so that a step is a leaf of v2's tree

} // namespace

std::string file_of(PieceSource const& source, std::int64_t piece) {
    auto file =
        std::ranges::upper_bound(source.files, piece * source.piece_size, {}, &LayoutFile::offset);
    while (file != source.files.begin()) {
        --file;
        if (file->is_pad)
            continue;
        auto const folder = file->path.find('/');
        return folder == std::string::npos ? file->path : file->path.substr(folder + 1);
    }
    return {};
}

PieceBatch::PieceBatch(PieceSource const& source)
    : source_(source),
      space_(piece_space(source.files)),
      reader_(source.files, source.paths),
      buffer_(max_pieces * step_size) {}

void PieceBatch::begin(std::span<std::int64_t const> pieces) {
    SHOAL_CHECK(pieces.size() <= max_pieces, "{} pieces in a batch", pieces.size());
    lanes_.resize(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        Lane& lane = lanes_[i];
        auto const begin = pieces[i] * source_.piece_size;
        lane.left = std::min(source_.piece_size, space_ - begin);
        lane.stretch = reader_.stretch(begin, begin + lane.left);
        auto const& file = source_.files[lane.stretch.file];
        lane.v2_left = std::min(lane.left, file.offset + file.size - begin);
        lane.is_only_piece = file.size <= source_.piece_size;
        lane.blocks.clear();
        lane.outcome = {};
    }
}

std::int64_t PieceBatch::step() {
    std::int64_t advanced = 0;
    std::array<Sha1Lane::Part, max_pieces> parts{};
    auto const began = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        advanced += lanes_[i].left;
        read_step(lanes_[i], std::span{buffer_}.subspan(i * step_size, step_size));
        advanced -= lanes_[i].left;
        parts[i] = {&sha1_[i], lanes_[i].bytes};
    }
    auto const is_read = std::chrono::steady_clock::now();
    if (source_.v1)
        Sha1Lane::update(std::span{parts}.first(lanes_.size()));
    if (source_.v2)
        hash_blocks();
    spent_ = {.reading = is_read - began, .hashing = std::chrono::steady_clock::now() - is_read};
    return advanced;
}

void PieceBatch::read_step(Lane& lane, std::span<std::byte> buffer) {
    // What v2 alone does not hash is padding: no need to look at it.
    auto const wanted = std::min(source_.v1 ? lane.left : lane.v2_left, step_size);
    lane.bytes = buffer.first(static_cast<std::size_t>(wanted));
    lane.left = wanted == 0 ? 0 : lane.left - wanted;
    if (auto read = reader_.read(lane.stretch, lane.bytes); !read) {
        lane.outcome = tl::make_unexpected(std::move(read).error());
        lane.bytes = {};
        lane.left = 0;
        lane.v2_left = 0;
    }
}

void PieceBatch::hash_blocks() {
    std::array<Bytes, max_pieces> messages{};
    std::array<Sha256Digest, max_pieces> digests{};
    std::array<Lane*, max_pieces> owners{};
    std::size_t count = 0;
    for (Lane& lane : lanes_) {
        auto const length = std::min(lane.v2_left, static_cast<std::int64_t>(lane.bytes.size()));
        lane.v2_left -= length;
        if (length == 0)
            continue;
        messages[count] = lane.bytes.first(static_cast<std::size_t>(length));
        owners[count++] = &lane;
    }
    sha256_many(std::span{messages}.first(count), std::span{digests}.first(count));
    for (std::size_t i = 0; i < count; ++i)
        owners[i]->blocks.push_back(digests[i]);
}

std::vector<Result<PieceHash>> PieceBatch::finish() {
    reader_.end_batch();
    std::array<Sha1Digest, max_pieces> v1{};
    if (source_.v1)
        Sha1Lane::finish(std::span{sha1_}.first(lanes_.size()), std::span{v1}.first(lanes_.size()));
    std::vector<Result<PieceHash>> hashes;
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
        Lane& lane = lanes_[i];
        if (!lane.outcome) {
            hashes.emplace_back(tl::make_unexpected(lane.outcome.error()));
            continue;
        }
        PieceHash hash{.v1 = v1[i]};
        if (source_.v2)
            hash.v2 = root_of_blocks(lane.blocks, source_.piece_size, lane.is_only_piece);
        hashes.emplace_back(hash);
    }
    return hashes;
}

} // namespace shoal::metainfo
