#include "ui-cli/cli/seed_now.hpp"

namespace shoal::cli {

ExitCode seed_created(Context& context, api::CreateReport const& created) {
    return context.printer.error(
        "seed", Error{Errc::internal, "not built yet; run shoal seed", created.path.string()});
}

} // namespace shoal::cli
