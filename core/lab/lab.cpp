#include "core/lab/lab.hpp"

#include "core/lab/lab_limits.hpp"
#include "core/lab/lab_run.hpp"
#include "core/lab/lab_scenario.hpp"
#include "core/lab/lab_session.hpp"

namespace shoal::lab {

std::vector<std::string> LoopbackLab::scenarios() const {
    std::vector<std::string> names;
    for (auto const& scenario : built_in_scenarios())
        names.emplace_back(scenario.name);
    return names;
}

Result<api::LabSpec> LoopbackLab::load(std::string const& scenario) const {
    return load_scenario(scenario);
}

Result<api::LabReport> LoopbackLab::run(api::LabSpec const& spec,
                                        std::function<void(api::LabReport const&)> const& tick,
                                        std::stop_token stop) {
    SHOAL_TRY_VOID(check_spec(spec));
    auto members = plan(spec);
    SHOAL_TRY_VOID(allow_open_files(members.size()));
    return LabRun{spec, std::move(members), tick, std::move(stop)}();
}

Result<std::unique_ptr<api::Engine>> LoopbackLab::open(api::LabSpec const& spec,
                                                       api::OnEvent on_event) {
    SHOAL_TRY_VOID(check_spec(spec));
    auto members = plan(spec);
    SHOAL_TRY_VOID(allow_open_files(members.size()));
    return std::make_unique<LabSession>(spec, std::move(members), std::move(on_event));
}

} // namespace shoal::lab
