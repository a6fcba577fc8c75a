#include "core/lab/lab_spread.hpp"

#include <algorithm>

namespace shoal::lab {
namespace {

struct Range {
    int least = 0;
    int most = 0;
};

/// Copies of a piece, those of the complete aside.
Range copies(std::vector<std::vector<bool> const*> const& parts) {
    if (parts.empty())
        return {};
    std::vector<int> counts(parts.front()->size());
    for (auto const* const part : parts)
        for (std::size_t piece = 0; piece < counts.size(); ++piece)
            counts[piece] += (*part)[piece] ? 1 : 0;
    auto const [least, most] = std::ranges::minmax(counts);
    return {least, most};
}

} // namespace

void SpreadMeter::look(Holdings const& now) {
    auto const [least, most] = copies(now.parts);
    int const spread = most - least;
    most_ = std::max(most_, spread);
    had_every_piece_ = had_every_piece_ || least + now.complete > 0;
    if (!had_every_piece_)
        return;
    most_later_ = std::max(most_later_, spread);
    sum_later_ += spread;
    ++looks_later_;
}

api::LabSpread SpreadMeter::result() const {
    return {most_, most_later_,
            looks_later_ > 0 ? static_cast<double>(sum_later_) / looks_later_ : 0};
}

} // namespace shoal::lab
