#pragma once

#include "core/api/lab.hpp"

namespace shoal::lab {

// What will happen in a lab, drawn once and before anything runs: the same spec gives the same
// scenario on every machine. Pure.

struct MemberPlan {
    std::string name; ///< "leech-3"
    api::LabRole role = api::LabRole::leech;
    std::int64_t up_limit = 0;
    std::int64_t down_limit = 0;
    std::optional<int> upload_slots{};
    double arrives = 0;                        ///< seconds from the start
    api::LabLeave leave = api::LabLeave{};     ///< with its length drawn
    std::vector<std::int64_t> bad_blocks = {}; ///< of a liar's copy: numbers, ascending

    friend bool operator==(MemberPlan const&, MemberPlan const&) = default;
};

/// Why such members, or such a lab, cannot be, in words for the user.
[[nodiscard]] Result<void> check_group(api::LabGroup const& group);
[[nodiscard]] Result<void> check_spec(api::LabSpec const& spec);

/// Seeds first, otherwise in the order of the groups. What one member draws depends on the seed and
/// its own number alone.
[[nodiscard]] std::vector<MemberPlan> plan(api::LabSpec const& spec);

/// See api::LabReport::bound_seconds.
///
/// The seeds must send every byte once, counting from the first arrival; all together must send as
/// many copies as there are downloaders; one downloader gets no more than its own limit, or what
/// all others send. Who may leave before the end counts as a sender only. When arrivals are spread
/// over a window, whoever is last may have come at its very end: the first two are less by that.
[[nodiscard]] double bound_seconds(std::vector<MemberPlan> const& members, std::int64_t size);

} // namespace shoal::lab
