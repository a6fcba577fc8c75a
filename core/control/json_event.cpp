#include "core/control/json_event.hpp"

#include "core/api/documents.hpp"
#include "core/control/json_read.hpp"

namespace shoal::control {

std::string to_json(api::Event const& event) {
    auto line = api::event_document(event);
    line.pop_back();
    return line + R"(,"exact":)" + to_json<>(event) + '}';
}

Result<api::Event> event_from_json(std::string_view line) {
    SHOAL_TRY(auto const document, JsonDocument::parse_trusted(line));
    SHOAL_TRY_VOID(document.root().object_size());
    auto const exact = document.root().find("exact");
    if (!exact)
        return fail(Errc::internal, "the daemon's event is none known here");
    api::Event event;
    SHOAL_TRY_VOID(read(*exact, event, {.refuses_unknown_fields = false}));
    return event;
}

} // namespace shoal::control
