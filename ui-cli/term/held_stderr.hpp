#pragma once

namespace shoal::term {

/// What is printed on standard error while a screen is up would garble it, and be gone with it: a
/// library's complaint, the last words of a crash. While this lives it is kept in memory, and
/// printed once it ends. One at a time.
class HeldStderr {
public:
    HeldStderr();
    ~HeldStderr();
    HeldStderr(HeldStderr const&) = delete;
    HeldStderr& operator=(HeldStderr const&) = delete;
};

/// Prints what is held, and holds no more. Async-signal-safe; any thread.
void release_stderr();

} // namespace shoal::term
