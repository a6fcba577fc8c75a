#include "tests/support/small_disk.hpp"

#include "core/base/check.hpp"

#include <cstring>
#include <sched.h>
#include <sys/mount.h>

namespace shoal::test {
namespace {

/// Our mounts stay ours, and vanish with us.
void leave_common_mounts() {
    static bool const left = ::unshare(CLONE_NEWNS) == 0 &&
                             ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    SHOAL_CHECK(left, "no mount namespace to be had: {}", std::strerror(errno));
}

} // namespace

SmallDisk::SmallDisk(std::int64_t size) {
    leave_common_mounts();
    auto const options = fmt::format("size={}", size);
    SHOAL_CHECK(::mount("shoal-test", path().c_str(), "tmpfs", 0, options.c_str()) == 0,
                "cannot mount a tmpfs: {}", std::strerror(errno));
}

SmallDisk::~SmallDisk() {
    ::umount2(path().c_str(), MNT_DETACH);
}

void SmallDisk::make_read_only() const {
    SHOAL_CHECK(::mount(nullptr, path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0,
                "cannot remount: {}", std::strerror(errno));
}

} // namespace shoal::test
