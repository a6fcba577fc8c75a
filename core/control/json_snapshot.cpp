#include "core/control/json_snapshot.hpp"

#include "core/control/json_read.hpp"

namespace shoal::control {

std::string to_json(SnapshotDelta const& delta) {
    return to_json<>(delta);
}

Result<SnapshotDelta> delta_from_json(std::string_view text) {
    SHOAL_TRY(auto const document, JsonDocument::parse_trusted(text));
    SnapshotDelta delta;
    SHOAL_TRY_VOID(read(document.root(), delta, {.refuses_unknown_fields = false}));
    return delta;
}

} // namespace shoal::control
