#include "ui-cli/cli/exit_code.hpp"

namespace shoal::cli {

ExitCode exit_code(Errc code) {
    return code == Errc::not_found ? ExitCode::not_found : ExitCode::failed;
}

} // namespace shoal::cli
