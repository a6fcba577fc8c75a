#include "core/lab/lab.hpp"

namespace shoal::lab {

Result<api::LabReport> LoopbackLab::run(api::LabSpec const&,
                                        std::function<void(api::LabReport const&)> const&,
                                        std::stop_token) {
    return fail(Errc::internal, "not built yet");
}

} // namespace shoal::lab
