#include "app/compose.hpp"

#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

namespace {

/// A closed standard stream would be the first file or socket we open, and be printed into.
void occupy_standard_streams() {
    int fd = 0;
    while (fd >= 0 && fd <= STDERR_FILENO)
        fd = ::open("/dev/null", O_RDONLY); // so that printing to it fails
    if (fd >= 0)
        ::close(fd);
}

/// libtorrent's receive buffers come and go by the megabyte. Left to itself, the allocator soon
/// takes such sizes from its heap, and the holes they leave stay ours.
void give_large_memory_back() {
    ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
}

} // namespace

int main(int argc, char** argv) {
    occupy_standard_streams();
    give_large_memory_back();
    try {
        shoal::app::Signals signals;
        return static_cast<int>(shoal::app::run(argc, argv, signals));
    } catch (std::exception const& error) {
        std::fprintf(stderr, "shoal: unexpected failure: %s\n", error.what());
        return 1;
    }
}
