#pragma once

#include "core/api/lab.hpp"

namespace shoal::lab {

class LoopbackLab final : public api::Lab {
public:
    [[nodiscard]] Result<api::LabReport> run(api::LabSpec const& spec,
                                             std::function<void(api::LabReport const&)> const& tick,
                                             std::stop_token stop) override;
};

} // namespace shoal::lab
