#include "ui-cli/tui/prompt/quit_word.hpp"

#include "ui-cli/tui/list/torrent_actions.hpp"

namespace shoal::tui {

CommandWord quit_word() {
    return {"quit", "leave the screen, as its key does", {}, {}, false};
}

void take_quit(ViewState& state, Effects& effects, Model const& model) {
    auto const words = split_words(effects.command);
    if (!words || words->size() != 1 || (words->front() != "quit" && words->front() != "q"))
        return;
    effects.command.clear();
    leave(state, effects, model);
}

} // namespace shoal::tui
