#include "ui-cli/term/held_stderr.hpp"

#include <array>
#include <atomic>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace shoal::term {
namespace {

// At file scope for the handler of a crash.
std::atomic<int> held = -1;
std::atomic<int> former = -1;

} // namespace

HeldStderr::HeldStderr() {
    int const memory = ::memfd_create("stderr", MFD_CLOEXEC);
    int const kept = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
    if (memory < 0 || kept < 0 || ::dup2(memory, STDERR_FILENO) < 0)
        return; // then it is as without
    former = kept;
    held = memory;
}

HeldStderr::~HeldStderr() {
    release_stderr();
}

void release_stderr() {
    int const memory = held.exchange(-1);
    if (memory < 0)
        return;
    int const terminal = former.exchange(-1);
    ::dup2(terminal, STDERR_FILENO);
    ::close(terminal);
    ::lseek(memory, 0, SEEK_SET);
    std::array<char, 4096> part{};
    for (ssize_t got = 0; (got = ::read(memory, part.data(), part.size())) > 0;)
        (void)!::write(STDERR_FILENO, part.data(), static_cast<std::size_t>(got));
    ::close(memory);
}

} // namespace shoal::term
