#pragma once

#include "core/base/clock.hpp"
#include "ui-cli/term/background.hpp"

namespace shoal::term {

/// Asks the terminal on standard input and output what is behind its text, and keeps the answer
/// from being taken for keys. Nothing waits for it: it comes among the keys, or never.
class BackgroundProbe {
public:
    /// Curses is up, and keys are raw.
    void ask();

    /// The answer begins with this key.
    [[nodiscard]] static bool is_answer(int function_key);

    /// Reads on to the end of the answer. Nothing: it says nothing, or it came so late that other
    /// colours would only startle.
    [[nodiscard]] std::optional<Background> take();

    /// Before the terminal is given back: an answer that may be on its way would be taken for what
    /// the user types next. Waits for it a moment; keys that come meanwhile are lost.
    void give_up();

private:
    SteadyTime asked_{}; ///< nothing is owed when that is long ago
};

} // namespace shoal::term
