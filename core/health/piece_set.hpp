#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace shoal::health {

/// Which pieces somebody has. Words of 64, so that thousands of sets can be counted once a second.
class PieceSet {
public:
    explicit PieceSet(std::size_t size = 0) : size_(size), words_((size + 63) / 64) {}

    [[nodiscard]] static PieceSet full(std::size_t size) {
        PieceSet set{size};
        for (std::size_t i = 0; i < size; ++i)
            set.set(i);
        return set;
    }

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] bool operator[](std::size_t piece) const {
        return piece < size_ && ((words_[piece / 64] >> (piece % 64)) & 1U) != 0;
    }

    /// Pieces beyond the size are ignored.
    void set(std::size_t piece) {
        if (piece < size_)
            words_[piece / 64] |= std::uint64_t{1} << (piece % 64);
    }

    /// All that `other` has; whether that brought anything new. Of equal size.
    bool add(PieceSet const& other) {
        bool is_new = false;
        for (std::size_t i = 0; i < std::min(words_.size(), other.words_.size()); ++i) {
            is_new = is_new || (other.words_[i] & ~words_[i]) != 0;
            words_[i] |= other.words_[i];
        }
        return is_new;
    }

    [[nodiscard]] std::size_t count() const {
        std::size_t bits = 0;
        for (std::uint64_t const word : words_)
            bits += static_cast<std::size_t>(std::popcount(word));
        return bits;
    }

    [[nodiscard]] bool is_full() const { return count() == size_; }

    template <class Visit>
    void for_each(Visit const& visit) const {
        for (std::size_t i = 0; i < words_.size(); ++i)
            for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
                visit(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }

    [[nodiscard]] std::vector<std::uint64_t> const& words() const { return words_; }

    /// Bits beyond `size` are dropped.
    [[nodiscard]] static PieceSet from_words(std::size_t size,
                                             std::vector<std::uint64_t> const& words) {
        PieceSet set{size};
        for (std::size_t i = 0; i < size && i / 64 < words.size(); ++i)
            if (((words[i / 64] >> (i % 64)) & 1U) != 0)
                set.set(i);
        return set;
    }

    friend bool operator==(PieceSet const&, PieceSet const&) = default;

private:
    std::size_t size_;
    std::vector<std::uint64_t> words_;
};

} // namespace shoal::health
