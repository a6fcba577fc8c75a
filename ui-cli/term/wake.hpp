#pragma once

namespace shoal::term {

/// A file descriptor that becomes readable when any thread, or a signal handler, says so.
class Wake {
public:
    Wake();
    ~Wake();
    Wake(Wake const&) = delete;
    Wake& operator=(Wake const&) = delete;

    /// Any thread; async-signal-safe; never blocks.
    void wake() const;
    /// Forgets the wakes so far. Reader thread.
    void clear() const;

    [[nodiscard]] int fd() const { return fd_; }

private:
    int fd_;
};

} // namespace shoal::term
