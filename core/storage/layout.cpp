#include "core/storage/layout.hpp"

#include "core/base/check.hpp"
#include "core/storage/block.hpp"

#include <algorithm>

namespace shoal::storage {

Layout::Layout(std::vector<LayoutFile> files, int piece_length)
    : files_(std::move(files)), piece_length_(piece_length) {
    SHOAL_CHECK(piece_length > 0);
    std::int64_t end = 0;
    for (auto const& file : files_) {
        ends_.push_back(end += file.size);
        all_wanted_ = all_wanted_ && (file.wanted || file.pad || file.size == 0);
        has_pads_ = has_pads_ || file.pad;
    }
    pieces_ = static_cast<int>((end + piece_length_ - 1) / piece_length_);
}

int Layout::piece_size(int piece) const {
    SHOAL_CHECK(piece >= 0 && piece < pieces_, "piece {} of {}", piece, pieces_);
    return static_cast<int>(std::min(piece_length_, ends_.back() - piece * piece_length_));
}

int Layout::blocks_in(int piece) const {
    return (piece_size(piece) + block_size - 1) / block_size;
}

int Layout::block_bytes(int piece, int block) const {
    return std::min(block_size, piece_size(piece) - block * block_size);
}

std::size_t Layout::file_at(std::int64_t position) const {
    auto const found = std::upper_bound(ends_.begin(), ends_.end(), position);
    return static_cast<std::size_t>(found - ends_.begin());
}

int Layout::v2_size(int piece) const {
    std::int64_t const begin = piece * piece_length_;
    return static_cast<int>(
        std::min<std::int64_t>(piece_size(piece), ends_[file_at(begin)] - begin));
}

std::vector<Extent> Layout::extents(int piece, int offset, int length) const {
    SHOAL_CHECK(offset >= 0 && length >= 0 && offset + length <= piece_size(piece),
                "{} bytes from {} of piece {}", length, offset, piece);
    std::vector<Extent> found;
    std::int64_t position = piece * piece_length_ + offset;
    for (std::size_t file = file_at(position); length > 0; ++file) {
        auto const size = static_cast<int>(std::min<std::int64_t>(length, ends_[file] - position));
        if (size == 0)
            continue;
        auto const& entry = files_[file];
        found.push_back(
            {static_cast<int>(file), position - (ends_[file] - entry.size), size, entry.pad});
        position += size;
        length -= size;
    }
    return found;
}

bool Layout::is_pad(int piece, int block) const {
    if (!has_pads_)
        return false;
    auto const parts = extents(piece, block * block_size, block_bytes(piece, block));
    return std::all_of(parts.begin(), parts.end(), [](Extent const& e) { return e.pad; });
}

bool Layout::is_wanted(int piece) const {
    if (all_wanted_)
        return true;
    auto const parts = extents(piece, 0, piece_size(piece));
    return std::all_of(parts.begin(), parts.end(), [&](Extent const& part) {
        return part.pad || files_[static_cast<std::size_t>(part.file)].wanted;
    });
}

Layout Layout::with_wanted(std::vector<bool> const& wanted) const {
    auto files = files_;
    for (std::size_t i = 0; i < files.size(); ++i)
        files[i].wanted = i >= wanted.size() || wanted[i];
    return {std::move(files), static_cast<int>(piece_length_)};
}

} // namespace shoal::storage
