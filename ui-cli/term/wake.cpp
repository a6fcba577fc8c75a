#include "ui-cli/term/wake.hpp"

#include "core/base/check.hpp"

#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <unistd.h>

namespace shoal::term {

Wake::Wake() : fd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    SHOAL_CHECK(fd_ >= 0);
}

Wake::~Wake() {
    ::close(fd_);
}

void Wake::wake() const {
    int const saved = errno;
    std::uint64_t const one = 1;
    (void)!::write(fd_, &one, sizeof one); // full means it is readable already
    errno = saved;
}

void Wake::clear() const {
    std::uint64_t count = 0;
    (void)!::read(fd_, &count, sizeof count);
}

} // namespace shoal::term
