#include "core/control/json_snapshot.hpp"

#include "core/control/json_read.hpp"

namespace shoal::control {

std::string to_json(SnapshotDelta const& delta) {
    return to_json<>(delta);
}

Result<SnapshotDelta> delta_from_json(std::string_view text) {
    Strictness const lenient{.refuses_unknown_fields = false};
    decltype(SnapshotDelta::torrents) torrents;
    auto const take = [&](JsonIn item) {
        return read(item, torrents.emplace_back(), lenient).map_error([&](Error error) {
            return within(fmt::format("torrents[{}]", torrents.size() - 1), std::move(error));
        });
    };
    SHOAL_TRY(auto const document, JsonDocument::parse_trusted(text, "torrents", take));
    SnapshotDelta delta;
    SHOAL_TRY_VOID(read(document.root(), delta, lenient));
    delta.torrents = std::move(torrents);
    return delta;
}

} // namespace shoal::control
