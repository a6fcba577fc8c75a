#pragma once

#include "core/base/file.hpp"

namespace shoal {

/// Says that this process alone works in a folder, for as long as it lives: the kernel lets go when
/// the process ends, however it ends. The file stays, with the number of the process in it.
class LockFile {
public:
    /// Makes the file when it is missing. conflict, which names the process, when another has it.
    [[nodiscard]] static Result<LockFile> take(fs::path const& path);

private:
    explicit LockFile(Fd fd) : fd_(std::move(fd)) {}

    Fd fd_;
};

} // namespace shoal
