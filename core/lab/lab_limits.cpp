#include "core/lab/lab_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sys/resource.h>

namespace shoal::lab {
namespace {

// An engine at rest has 19 (sockets, pipes, folders); and files come and go.
constexpr rlim_t of_an_engine = 40;

} // namespace

Result<void> allow_open_files(std::size_t engines) {
    // Both ends of a connection are in this process, and while two dial each other there are two.
    rlim_t const needed = engines * (of_an_engine + 2 * (engines - 1));
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= needed)
        return {};
    limit.rlim_cur = std::min(needed, limit.rlim_max);
    if (limit.rlim_cur < needed || ::setrlimit(RLIMIT_NOFILE, &limit) != 0)
        return fail(Errc::io,
                    fmt::format("{} engines may need {} open files, and {} are allowed; raise that "
                                "with 'ulimit -Hn', or run fewer",
                                engines, needed, limit.rlim_max));
    return {};
}

} // namespace shoal::lab
