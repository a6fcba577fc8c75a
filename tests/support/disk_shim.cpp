// Preloaded into a program under test (LD_PRELOAD): writes down everything it does to the files
// below one folder, in order, and can make calls fail. See disk_log.hpp and disk_fault.hpp.
//
//   SHOAL_DISK_LOG    where to write
//   SHOAL_DISK_ROOT   the folder
//   SHOAL_DISK_FAULT  "CALL ERRNO AFTER NAME UNTIL": from the AFTER-th CALL (0: the first) on a
//   file
//                     below the folder whose name ends in NAME, fail with ERRNO, until a file UNTIL
//                     exists. CALL: pwritev, preadv, open, fdatasync.

#include "tests/support/disk_log.hpp"

#include <climits>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include <vector>

namespace {

using shoal::test::DiskCall;
using shoal::test::DiskLogHeader;

template <class Function>
Function* real(char const* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

/// One at a time, call and entry together: so the log is in the order of the effects. What adds
/// something is noted before, what makes it last after it was done: a program killed in between
/// never seems to have less to lose than it had.
std::recursive_mutex& one_at_a_time() {
    static auto* const mutex = new std::recursive_mutex; // outlives the program's last thread
    return *mutex;
}

using Lock = std::scoped_lock<std::recursive_mutex>;

std::string const& root() {
    static auto const* const path = [] {
        char const* const given = std::getenv("SHOAL_DISK_ROOT");
        return new std::string{given ? given : ""};
    }();
    return *path;
}

bool is_inside(std::string const& path) {
    return !root().empty() && path.size() > root().size() && path.starts_with(root()) &&
           path[root().size()] == '/';
}

/// Absolute; empty when there is none any more.
std::string path_of(int fd) {
    std::array<char, PATH_MAX> target{};
    auto const link = "/proc/self/fd/" + std::to_string(fd);
    auto const length = ::readlink(link.c_str(), target.data(), target.size());
    std::string const path(target.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    return path.ends_with(" (deleted)") ? std::string{} : path;
}

std::string absolute(char const* path) {
    if (path[0] == '/')
        return path;
    std::array<char, PATH_MAX> folder{};
    return ::getcwd(folder.data(), folder.size()) ? std::string{folder.data()} + "/" + path : path;
}

int log_fd() {
    static int const fd = [] {
        char const* const path = std::getenv("SHOAL_DISK_LOG");
        return path ? real<int(char const*, int, mode_t)>("open64")(
                          path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)
                    : -1;
    }();
    return fd;
}

void put(void const* bytes, std::size_t size) {
    static auto* const write = real<ssize_t(int, void const*, std::size_t)>("write");
    if (size > 0 && write(log_fd(), bytes, size) != static_cast<ssize_t>(size))
        std::abort();
}

void note(DiskCall call, std::string const& path, std::string const& to = {},
          std::int64_t offset = 0, std::int64_t size = 0, std::vector<iovec> data = {}) {
    if (log_fd() < 0)
        return;
    DiskLogHeader const header{call,
                               static_cast<std::uint32_t>(path.size()),
                               static_cast<std::uint32_t>(to.size()),
                               data.empty() ? 0U : 1U,
                               offset,
                               size};
    put(&header, sizeof header);
    put(path.data(), path.size());
    put(to.data(), to.size());
    auto left = static_cast<std::size_t>(data.empty() ? 0 : size);
    for (auto const& part : data) {
        auto const now = std::min(left, part.iov_len);
        put(part.iov_base, now);
        left -= now;
    }
}

struct Fault {
    std::string call;
    int error = 0;
    long after = 0;
    std::string name;
    std::string until;
};

Fault const& fault() {
    static auto const* const plan = [] {
        auto* const made = new Fault;
        char const* const text = std::getenv("SHOAL_DISK_FAULT");
        std::array<char, 32> call{};
        std::array<char, 256> name{};
        std::array<char, PATH_MAX> until{};
        if (text && std::sscanf(text, "%31s %d %ld %255s %4095s", call.data(), &made->error,
                                &made->after, name.data(), until.data()) == 5) {
            made->call = call.data();
            made->name = name.data();
            made->until = until.data();
        }
        return made;
    }();
    return *plan;
}

/// True when this call must fail; errno is set.
bool fails(char const* call, std::string const& path) {
    static std::atomic<long> calls{0};
    if (fault().call != call || !is_inside(path) || !path.ends_with(fault().name))
        return false;
    if (calls++ < fault().after || ::access(fault().until.c_str(), F_OK) == 0)
        return false;
    errno = fault().error;
    return true;
}

int open_noting(char const* name, char const* path, int flags, mode_t mode) {
    auto* const open = real<int(char const*, int, mode_t)>(name);
    auto const full = absolute(path);
    if (!is_inside(full))
        return open(path, flags, mode);
    Lock const lock(one_at_a_time());
    if ((flags & O_DIRECTORY) == 0 && fails("open", full))
        return -1;
    bool const is_new = (flags & O_CREAT) != 0 && ::access(full.c_str(), F_OK) != 0;
    if (is_new)
        note(DiskCall::create, full);
    if ((flags & O_TRUNC) != 0)
        note(DiskCall::truncate, full);
    return open(path, flags, mode);
}

template <class Transfer>
ssize_t write_noting(char const* call, int fd, std::vector<iovec> parts, off64_t offset,
                     Transfer transfer) {
    auto const path = path_of(fd);
    if (!is_inside(path))
        return transfer();
    Lock const lock(one_at_a_time());
    if (fails(call, path))
        return -1;
    std::int64_t size = 0;
    for (auto const& part : parts)
        size += static_cast<std::int64_t>(part.iov_len);
    auto const at = offset >= 0 ? offset : ::lseek64(fd, 0, SEEK_CUR);
    note(DiskCall::write, path, {}, at, size, std::move(parts));
    return transfer();
}

template <class Transfer>
ssize_t read_noting(char const* call, int fd, off64_t offset, Transfer transfer) {
    auto const path = path_of(fd);
    if (!is_inside(path))
        return transfer();
    Lock const lock(one_at_a_time());
    if (fails(call, path))
        return -1;
    auto const moved = transfer();
    int const error = errno;
    if (moved > 0)
        note(DiskCall::read, path, {}, offset, moved);
    errno = error;
    return moved;
}

template <class Call>
int fd_noting(char const* name, DiskCall kind, int fd, std::int64_t size, Call call) {
    auto const path = path_of(fd);
    if (path != root() && !is_inside(path))
        return call();
    Lock const lock(one_at_a_time());
    if (fails(name, path))
        return -1;
    int const result = call();
    int const error = errno;
    if (result == 0)
        note(kind, path, {}, 0, size);
    errno = error;
    return result;
}

template <class Call>
int path_noting(DiskCall kind, char const* path, char const* to, Call call) {
    auto const full = absolute(path);
    auto const full_to = to ? absolute(to) : std::string{};
    if (!is_inside(full) && !is_inside(full_to))
        return call();
    Lock const lock(one_at_a_time());
    int const result = call();
    int const error = errno;
    if (result == 0)
        note(kind, full, full_to);
    errno = error;
    return result;
}

std::vector<iovec> one_part(void const* data, std::size_t size) {
    return {{const_cast<void*>(data), size}};
}

mode_t mode_of(int flags, std::va_list arguments) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

} // namespace

extern "C" {

int open(char const* path, int flags, ...) {
    std::va_list arguments;
    va_start(arguments, flags);
    auto const mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_noting("open", path, flags, mode);
}

int open64(char const* path, int flags, ...) {
    std::va_list arguments;
    va_start(arguments, flags);
    auto const mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_noting("open64", path, flags, mode);
}

ssize_t write(int fd, void const* data, std::size_t size) {
    static auto* const call = real<ssize_t(int, void const*, std::size_t)>("write");
    return write_noting("write", fd, one_part(data, size), -1,
                        [&] { return call(fd, data, size); });
}

ssize_t writev(int fd, iovec const* parts, int count) {
    static auto* const call = real<ssize_t(int, iovec const*, int)>("writev");
    return write_noting("writev", fd, {parts, parts + count}, -1,
                        [&] { return call(fd, parts, count); });
}

ssize_t pwrite(int fd, void const* data, std::size_t size, off_t offset) {
    static auto* const call = real<ssize_t(int, void const*, std::size_t, off_t)>("pwrite");
    return write_noting("pwrite", fd, one_part(data, size), offset,
                        [&] { return call(fd, data, size, offset); });
}

ssize_t pwrite64(int fd, void const* data, std::size_t size, off64_t offset) {
    static auto* const call = real<ssize_t(int, void const*, std::size_t, off64_t)>("pwrite64");
    return write_noting("pwrite", fd, one_part(data, size), offset,
                        [&] { return call(fd, data, size, offset); });
}

ssize_t pwritev(int fd, iovec const* parts, int count, off_t offset) {
    static auto* const call = real<ssize_t(int, iovec const*, int, off_t)>("pwritev");
    return write_noting("pwritev", fd, {parts, parts + count}, offset,
                        [&] { return call(fd, parts, count, offset); });
}

ssize_t pwritev64(int fd, iovec const* parts, int count, off64_t offset) {
    static auto* const call = real<ssize_t(int, iovec const*, int, off64_t)>("pwritev64");
    return write_noting("pwritev", fd, {parts, parts + count}, offset,
                        [&] { return call(fd, parts, count, offset); });
}

ssize_t pread(int fd, void* data, std::size_t size, off_t offset) {
    static auto* const call = real<ssize_t(int, void*, std::size_t, off_t)>("pread");
    return read_noting("pread", fd, offset, [&] { return call(fd, data, size, offset); });
}

ssize_t pread64(int fd, void* data, std::size_t size, off64_t offset) {
    static auto* const call = real<ssize_t(int, void*, std::size_t, off64_t)>("pread64");
    return read_noting("pread", fd, offset, [&] { return call(fd, data, size, offset); });
}

ssize_t preadv(int fd, iovec const* parts, int count, off_t offset) {
    static auto* const call = real<ssize_t(int, iovec const*, int, off_t)>("preadv");
    return read_noting("preadv", fd, offset, [&] { return call(fd, parts, count, offset); });
}

ssize_t preadv64(int fd, iovec const* parts, int count, off64_t offset) {
    static auto* const call = real<ssize_t(int, iovec const*, int, off64_t)>("preadv64");
    return read_noting("preadv", fd, offset, [&] { return call(fd, parts, count, offset); });
}

int ftruncate(int fd, off_t size) noexcept {
    static auto* const call = real<int(int, off_t)>("ftruncate");
    return fd_noting("ftruncate", DiskCall::truncate, fd, size, [&] { return call(fd, size); });
}

int ftruncate64(int fd, off64_t size) noexcept {
    static auto* const call = real<int(int, off64_t)>("ftruncate64");
    return fd_noting("ftruncate", DiskCall::truncate, fd, size, [&] { return call(fd, size); });
}

int fsync(int fd) {
    static auto* const call = real<int(int)>("fsync");
    return fd_noting("fsync", DiskCall::sync, fd, 0, [&] { return call(fd); });
}

int fdatasync(int fd) {
    static auto* const call = real<int(int)>("fdatasync");
    return fd_noting("fdatasync", DiskCall::sync, fd, 0, [&] { return call(fd); });
}

int rename(char const* from, char const* to) noexcept {
    static auto* const call = real<int(char const*, char const*)>("rename");
    return path_noting(DiskCall::rename, from, to, [&] { return call(from, to); });
}

int link(char const* from, char const* to) noexcept {
    static auto* const call = real<int(char const*, char const*)>("link");
    return path_noting(DiskCall::link, from, to, [&] { return call(from, to); });
}

int unlink(char const* path) noexcept {
    static auto* const call = real<int(char const*)>("unlink");
    return path_noting(DiskCall::unlink, path, nullptr, [&] { return call(path); });
}

int remove(char const* path) noexcept {
    static auto* const call = real<int(char const*)>("remove");
    return path_noting(DiskCall::unlink, path, nullptr, [&] { return call(path); });
}

int mkdir(char const* path, mode_t mode) noexcept {
    static auto* const call = real<int(char const*, mode_t)>("mkdir");
    return path_noting(DiskCall::make_folder, path, nullptr, [&] { return call(path, mode); });
}

} // extern "C"
