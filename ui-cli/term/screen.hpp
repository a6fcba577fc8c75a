#pragma once

#include "core/base/clock.hpp"
#include "core/base/result.hpp"
#include "ui-cli/term/frame.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace shoal::term {

/// What the user did at the keyboard, or to the terminal.
struct Input {
    /// A character ("j", "é", " "), "^D" for control keys, or a name: "Up", "Down", "Left",
    /// "Right", "Home", "End", "PgUp", "PgDn", "Enter", "Esc", "Tab", "BackTab", "Backspace",
    /// "Delete", "F1" … "F12", "Paste", "Click", "WheelUp", "WheelDown". Of the terminal itself:
    /// "Resize", "Colours" (they are others now: all is to be drawn anew), "Stop" (asked by a
    /// signal) and "Hangup".
    std::string key;
    std::string paste{};    ///< with "Paste": what was pasted, untrusted
    Place place{};          ///< with "Click", and what becomes of it: where
    std::size_t number = 0; ///< of what a frame's Hit names: a row, a column

    friend bool operator==(Input const&, Input const&) = default;
};

/// A terminal that shows frames. Thread: the one that opened it, but for `wake`.
class Screen {
public:
    /// Gives the terminal back as it was.
    virtual ~Screen() = default;
    [[nodiscard]] virtual Size size() const = 0;
    [[nodiscard]] virtual Caps caps() const = 0;
    /// Writes what differs from what is shown.
    virtual void draw(Frame const& frame) = 0;
    /// Until there is something to read, a wake, or the deadline.
    virtual void wait(SteadyTime deadline) = 0;
    /// Ends a wait. Any thread.
    virtual void wake() = 0;
    /// All that came since. Does not wait.
    [[nodiscard]] virtual std::vector<Input> read() = 0;
    /// The next `draw` writes everything anew.
    virtual void forget() = 0;
    /// Hands the terminal to the shell and stops this process; returns when it goes on.
    virtual void suspend() = 0;
    /// Asks the terminal to put `text` in its clipboard (OSC 52).
    virtual void copy(std::string_view text) = 0;
};

using OpenScreen = std::function<Result<std::unique_ptr<Screen>>()>;

} // namespace shoal::term
