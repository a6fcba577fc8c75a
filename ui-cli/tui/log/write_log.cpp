#include "ui-cli/tui/log/write_log.hpp"

#include "ui-cli/tui/log/log_lines.hpp"
#include "ui-cli/tui/sources/source_text.hpp"

namespace shoal::tui {

CommandWord write_word() {
    return {"write", "save the log that is shown to a file: write FILE", {}, {}, false};
}

void take_write(ViewState& state, Effects& effects, Model const& model) {
    auto const words = split_words(effects.command);
    if (!words || words->empty() || words->front() != "write")
        return;
    auto typed = std::exchange(effects.command, {});
    if (words->size() != 2) {
        open_command_line(state.command, std::move(typed));
        state.command.complaint = "say where to save the log: write FILE";
        return;
    }
    auto const path = typed_path(words->back(), model.folder, model.home).lexically_normal();
    effects.save = SavedText{std::move(typed), path, log_text(model, state.log)};
}

} // namespace shoal::tui
