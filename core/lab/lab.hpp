#pragma once

#include "core/api/lab.hpp"

namespace shoal::lab {

class LoopbackLab final : public api::Lab {
public:
    [[nodiscard]] std::vector<std::string> scenarios() const override;
    [[nodiscard]] Result<api::LabSpec> load(std::string const& scenario) const override;
    [[nodiscard]] Result<api::LabReport> run(api::LabSpec const& spec,
                                             std::function<void(api::LabReport const&)> const& tick,
                                             std::stop_token stop) override;
    [[nodiscard]] Result<std::unique_ptr<api::Engine>> open(api::LabSpec const& spec,
                                                            api::OnEvent on_event) override;
};

} // namespace shoal::lab
