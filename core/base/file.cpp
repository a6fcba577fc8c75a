#include "core/base/file.hpp"

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal {
namespace {

Errc code_of(int errno_value) {
    switch (errno_value) {
    case ENOENT:
    case ENOTDIR:
        return Errc::not_found;
    case EEXIST:
        return Errc::conflict;
    case EACCES:
    case EPERM:
    case EROFS:
        return Errc::denied;
    case EISDIR:
    case ENAMETOOLONG:
        return Errc::invalid_input;
    default:
        return Errc::io;
    }
}

std::string reason_of(int errno_value) {
    switch (errno_value) {
    case ENOENT:
        return "no such file or folder; check the path";
    case EEXIST:
        return "it exists already; choose another name or allow overwriting";
    case EACCES:
    case EPERM:
        return "permission denied; check its owner and mode";
    case EROFS:
        return "the file system is read-only";
    case ENOSPC:
        return "the disk is full; free some space";
    case EDQUOT:
        return "the disk quota is used up; free some space";
    case EISDIR:
        return "it is a folder, not a file; name a file";
    case ENOTDIR:
        return "it, or a part of its path, is a file and not a folder; choose another folder";
    case ENAMETOOLONG:
        return "the name is too long; choose a shorter one";
    case EMFILE:
    case ENFILE:
        return "too many open files; raise the limit (ulimit -n)";
    default: {
        std::array<char, 128> buffer{};
        return strerror_r(errno_value, buffer.data(), buffer.size());
    }
    }
}

Result<void> write_all(int fd, std::string_view bytes, fs::path const& path) {
    while (!bytes.empty()) {
        auto const written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return tl::make_unexpected(io_error(errno, path));
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

/// Beside the file, so that a rename stays on one file system; unique among threads and processes.
/// Not made of its name, which may be as long as a name can be.
std::string temporary_name(fs::path const& path) {
    static std::atomic<unsigned> counter{0};
    auto const name = fmt::format(".shoal-{}-{}.tmp", ::getpid(), counter++);
    return (path.parent_path() / name).string();
}

/// Gives the finished temporary file its name; link(2) refuses to overwrite, rename(2) does it.
Result<void> publish(fs::path const& temporary, fs::path const& path, Overwrite overwrite) {
    if (overwrite == Overwrite::yes) {
        if (::rename(temporary.c_str(), path.c_str()) != 0)
            return tl::make_unexpected(io_error(errno, path));
        return {};
    }
    int const linked = ::link(temporary.c_str(), path.c_str());
    int const error = errno;
    if (linked == 0) {
        ::unlink(temporary.c_str());
        return {};
    }
    // A file system without hard links: renameat2 would need the same support, so look, then
    // rename.
    std::error_code ignored;
    if ((error == EPERM || error == EOPNOTSUPP) && !fs::exists(path, ignored))
        return publish(temporary, path, Overwrite::yes);
    return tl::make_unexpected(io_error(error, path));
}

} // namespace

Error io_error(int errno_value, fs::path const& path) {
    return Error{code_of(errno_value), reason_of(errno_value), path.string()};
}

Fd::~Fd() {
    if (fd_ >= 0)
        ::close(fd_);
}

Result<Fd> open_for_reading(fs::path const& path) {
    Fd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (fd.get() < 0)
        return tl::make_unexpected(io_error(errno, path));
    return fd;
}

Result<std::string> read_file(fs::path const& path, std::int64_t limit) {
    SHOAL_TRY(Fd fd, open_for_reading(path));
    std::string bytes;
    std::array<char, 65536> buffer{};
    while (true) {
        auto const got = ::read(fd.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return tl::make_unexpected(io_error(errno, path));
        if (got == 0)
            return bytes;
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
        if (static_cast<std::int64_t>(bytes.size()) > limit)
            return fail(Errc::invalid_input, fmt::format("larger than {} bytes", limit),
                        path.string());
    }
}

Result<void> write_file(fs::path const& path, std::string_view bytes, Overwrite overwrite) {
    std::error_code ignored;
    if (overwrite == Overwrite::no && fs::exists(path, ignored))
        return tl::make_unexpected(io_error(EEXIST, path));
    std::string const temporary = temporary_name(path);
    Fd const fd{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
    if (fd.get() < 0)
        return tl::make_unexpected(io_error(errno, path));

    // What is replaced keeps its mode: a secret stays one.
    struct stat replaced {};

    if (::stat(path.c_str(), &replaced) == 0)
        (void)::fchmod(fd.get(), replaced.st_mode & 0777);

    auto written = [&]() -> Result<void> {
        SHOAL_TRY_VOID(write_all(fd.get(), bytes, path));
        if (::fsync(fd.get()) != 0)
            return tl::make_unexpected(io_error(errno, path));
        return publish(temporary, path, overwrite);
    }();
    if (!written)
        ::unlink(temporary.c_str());
    if (written)
        flush_folder(path.has_parent_path() ? path.parent_path() : fs::path{"."});
    return written;
}

Result<void> make_folder(fs::path const& path) {
    std::error_code error;
    if (fs::is_directory(path, error))
        return {};
    if (path.has_parent_path() && path.parent_path() != path)
        SHOAL_TRY_VOID(make_folder(path.parent_path()));
    if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST)
        return tl::make_unexpected(io_error(errno, path));
    if (!fs::is_directory(path, error))
        return tl::make_unexpected(io_error(ENOTDIR, path));
    flush_folder(path.has_parent_path() ? path.parent_path() : fs::path{"."});
    return {};
}

void flush_folder(fs::path const& path) {
    Fd const fd{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    // Some file systems refuse to sync folders; there is nothing better to do on those.
    if (fd.get() >= 0)
        (void)::fsync(fd.get());
}

Result<void> flush_file(fs::path const& path) {
    SHOAL_TRY(Fd fd, open_for_reading(path));
    if (::fdatasync(fd.get()) == 0)
        return {};
    int const error = errno;
    // The kernel now takes what it could not write for written: it reports it once, and keeps the
    // bytes in memory, where they would still look good. Forgotten, a check sees the disk.
    (void)::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED);
    return tl::make_unexpected(io_error(error, path));
}

} // namespace shoal
