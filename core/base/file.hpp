#pragma once

#include "core/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace shoal {

namespace fs = std::filesystem;

/// The Error for a failed system call: its errno as a reason in plain words and a fitting code.
[[nodiscard]] Error io_error(int errno_value, fs::path const& path);

/// A file descriptor that closes itself.
class Fd {
public:
    Fd() = default;

    explicit Fd(int fd) : fd_(fd) {}

    ~Fd();

    Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

    Fd& operator=(Fd&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }

    [[nodiscard]] int get() const { return fd_; }

    /// The descriptor, which is the caller's to close from now on.
    int release() { return std::exchange(fd_, -1); }

private:
    int fd_ = -1;
};

[[nodiscard]] Result<Fd> open_for_reading(fs::path const& path);

/// The whole file; invalid_input when it is larger than `limit` bytes, so a wrong path cannot fill
/// the memory.
[[nodiscard]] Result<std::string> read_file(fs::path const& path, std::int64_t limit);

enum class Overwrite { no, yes };

/// Puts `bytes` at `path` so that a reader, or a power cut, sees all of it or nothing:
/// temporary file beside it, fsync, rename (or link, when it must not overwrite), fsync of the
/// folder. conflict when it exists and may not be overwritten.
[[nodiscard]] Result<void> write_file(fs::path const& path, std::string_view bytes,
                                      Overwrite overwrite);

/// Forces what was written to the file down to the disk: fdatasync(2). A missing file is not_found.
/// After a failure its bytes are what a later read finds, not what was written.
[[nodiscard]] Result<void> flush_file(fs::path const& path);

/// Forces the names in a folder down to the disk, where the file system can.
void flush_folder(fs::path const& path);

/// Makes the folder and those above it that are missing, their names forced down to the disk.
[[nodiscard]] Result<void> make_folder(fs::path const& path);

} // namespace shoal
