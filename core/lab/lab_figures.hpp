#pragma once

#include "core/api/lab.hpp"

namespace shoal::lab {

// What the members did, in figures; each is documented in api/lab.hpp. Pure.

/// The value below or at which `percent` of the values lie, by nearest rank; 0 of nothing.
[[nodiscard]] double percentile(std::vector<double> values, double percent);

/// Jain's fairness index, (Σx)² / (n·Σx²); 0 of nothing.
[[nodiscard]] double jain(std::vector<double> const& values);

/// Bytes/s of content obtained while it was there and incomplete, `now` seconds after the start.
[[nodiscard]] double speed(api::LabPeer const& peer, std::int64_t size, double now);

/// All but the spread, which must be watched while it happens (SpreadMeter).
[[nodiscard]] api::LabFigures figures(std::vector<api::LabPeer> const& peers, std::int64_t size,
                                      double now);

} // namespace shoal::lab
