#include "core/engine/start.hpp"

namespace shoal::engine {

Result<std::unique_ptr<api::Engine>> start(api::SwarmOptions const&, api::OnEvent) {
    return fail(Errc::internal, "not built yet");
}

} // namespace shoal::engine
