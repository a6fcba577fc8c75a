#include "core/net/unix_socket.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::net {
namespace {

constexpr int waiting_connections = 128;

/// sockaddr_un as the socket calls want it.
sockaddr const* generic(sockaddr_un const& address) {
    return reinterpret_cast<sockaddr const*>(&address);
}

Result<void> make_private_folder(fs::path const& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error))
        return {};
    if (folder.has_parent_path())
        SHOAL_TRY_VOID(make_folder(folder.parent_path()));
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return tl::make_unexpected(io_error(errno, folder));
    return {};
}

/// Held while a name is looked at and replaced, lest two who start at once remove each other's.
Result<Fd> lock_folder(fs::path const& folder) {
    Fd fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (fd.get() < 0 || ::flock(fd.get(), LOCK_EX) != 0)
        return tl::make_unexpected(io_error(errno, folder));
    return fd;
}

Result<Fd> new_socket(fs::path const& path) {
    Fd fd{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (fd.get() < 0)
        return tl::make_unexpected(io_error(errno, path));
    return fd;
}

/// Takes away the name of a socket that nobody listens on.
Result<void> remove_stale(fs::path const& path, sockaddr_un const& address) {
    struct stat found {};

    if (::lstat(path.c_str(), &found) != 0)
        return {};
    if (!S_ISSOCK(found.st_mode))
        return fail(Errc::conflict, "it exists and is not a socket; choose another path",
                    path.string());
    SHOAL_TRY(Fd const probe, new_socket(path));
    // A full queue (EAGAIN) has somebody behind it, too.
    if (::connect(probe.get(), generic(address), sizeof(address)) == 0 || errno != ECONNREFUSED)
        return fail(Errc::conflict,
                    "another daemon listens there; stop it, or choose another socket",
                    path.string());
    ::unlink(path.c_str());
    return {};
}

} // namespace

Result<sockaddr_un> unix_address(fs::path const& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    auto const& text = path.native();
    if (text.empty() || text.size() >= sizeof(address.sun_path))
        return fail(Errc::invalid_input,
                    "the path is no use for a socket: it must have 1 to 107 bytes", text);
    std::ranges::copy(text, std::begin(address.sun_path));
    return address;
}

Result<UnixListener> UnixListener::bind(fs::path const& path) {
    SHOAL_TRY(auto const address, unix_address(path));
    auto const folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
    SHOAL_TRY_VOID(make_private_folder(folder));
    SHOAL_TRY(Fd const lock, lock_folder(folder));
    SHOAL_TRY_VOID(remove_stale(path, address));

    UnixListener listener;
    SHOAL_TRY(listener.socket_, new_socket(path));
    int const fd = listener.socket_.get();

    struct stat made {};

    // Linux gives the name the mode of the descriptor: at no moment may others connect.
    if (::fchmod(fd, 0600) != 0 || ::bind(fd, generic(address), sizeof(address)) != 0 ||
        ::chmod(path.c_str(), 0600) != 0 || ::stat(path.c_str(), &made) != 0 ||
        ::listen(fd, waiting_connections) != 0)
        return tl::make_unexpected(io_error(errno, path));
    listener.path_ = path;
    listener.device_ = made.st_dev;
    listener.inode_ = made.st_ino;
    return listener;
}

UnixListener::~UnixListener() {
    struct stat found {};

    if (!path_.empty() && ::lstat(path_.c_str(), &found) == 0 && found.st_dev == device_ &&
        found.st_ino == inode_)
        ::unlink(path_.c_str());
}

UnixListener::UnixListener(UnixListener&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      device_(other.device_),
      inode_(other.inode_),
      socket_(std::move(other.socket_)) {}

UnixListener& UnixListener::operator=(UnixListener&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(device_, other.device_);
    std::swap(inode_, other.inode_);
    std::swap(socket_, other.socket_);
    return *this;
}

} // namespace shoal::net
