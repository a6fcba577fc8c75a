#include "core/base/lock_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace shoal {
namespace {

constexpr std::int64_t longest_number = 64;

Error taken(fs::path const& path) {
    auto const holder = read_file(path, longest_number);
    auto const number = holder ? holder->substr(0, holder->find('\n')) : std::string{};
    return {Errc::conflict,
            fmt::format("another shoal{} works with this folder; stop it, or choose another folder",
                        number.empty() ? "" : fmt::format(" (process {})", number)),
            path.string()};
}

} // namespace

Result<LockFile> LockFile::take(fs::path const& path) {
    Fd fd{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (fd.get() < 0)
        return tl::make_unexpected(io_error(errno, path));
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
        return tl::make_unexpected(errno == EWOULDBLOCK ? taken(path) : io_error(errno, path));
    auto const number = fmt::format("{}\n", ::getpid());
    if (::ftruncate(fd.get(), 0) != 0 || ::pwrite(fd.get(), number.data(), number.size(), 0) < 0)
        return tl::make_unexpected(io_error(errno, path));
    return LockFile{std::move(fd)};
}

} // namespace shoal
