#pragma once

#include "core/lab/lab.hpp"

namespace shoal::test {

/// One of testdata/lab's scenarios, made smaller: every rate is `faster` times its own.
[[nodiscard]] api::LabSpec scenario(std::string const& name, std::int64_t size, int faster = 1);

/// Runs a lab, in which all who stay must complete. What each member did is told when a check of
/// the test fails.
[[nodiscard]] api::LabReport run(api::LabSpec const& spec);

/// What each member did, a line each.
[[nodiscard]] std::string trace(api::LabReport const& report);

} // namespace shoal::test
