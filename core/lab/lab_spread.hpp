#pragma once

#include "core/api/lab.hpp"

namespace shoal::lab {

/// What the downloaders of a moment have. A complete one has one of everything, which no spread
/// depends on.
struct Holdings {
    std::vector<std::vector<bool> const*> parts; ///< of each that has some; borrowed, equally long
    int complete = 0;
};

/// See api::LabSpread.
class SpreadMeter {
public:
    /// Call it at even intervals.
    void look(Holdings const& now);

    [[nodiscard]] api::LabSpread result() const;

private:
    int most_ = 0;
    int most_later_ = 0;
    int looks_later_ = 0;
    std::int64_t sum_later_ = 0;
    bool had_every_piece_ = false;
};

} // namespace shoal::lab
