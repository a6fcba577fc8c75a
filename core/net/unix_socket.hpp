#pragma once

#include "core/base/file.hpp"

#include <sys/types.h>
#include <sys/un.h>

namespace shoal::net {

/// A Unix socket's address; invalid_input when the path is too long for one (107 bytes).
[[nodiscard]] Result<sockaddr_un> unix_address(fs::path const& path);

/// A listening Unix socket that only its owner may connect to. Its name goes when it does.
class UnixListener {
public:
    /// Makes a missing folder with mode 0700. Replaces the socket of a process that died; conflict
    /// when somebody listens there, or the name is that of something else.
    [[nodiscard]] static Result<UnixListener> bind(fs::path const& path);

    UnixListener() = default;
    ~UnixListener();
    UnixListener(UnixListener&& other) noexcept;
    UnixListener& operator=(UnixListener&& other) noexcept;

    /// The descriptor, which is the caller's from now on.
    [[nodiscard]] Fd take() { return std::move(socket_); }

private:
    fs::path path_;
    dev_t device_ = 0;
    ino_t inode_ = 0; ///< of the name, which another may have replaced by the time we end
    Fd socket_;
};

} // namespace shoal::net
