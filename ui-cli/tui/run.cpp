#include "ui-cli/tui/run.hpp"

#include "ui-cli/tui/loop.hpp"

namespace shoal::tui {

Result<void> run(Parts const& parts) {
    SHOAL_TRY(auto const screen, parts.open_screen());
    Loop loop{parts, *screen};
    SHOAL_TRY_VOID(loop.open());
    loop.go();
    return loop.close();
}

} // namespace shoal::tui
