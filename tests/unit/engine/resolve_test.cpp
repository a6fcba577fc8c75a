#include "core/engine/intake/resolve.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace std::chrono_literals;

TEST_CASE("resolve: addresses are themselves, and no time or a stop gives nothing") {
    std::vector<api::Endpoint> const names{{"192.0.2.1", 1}, {"2001:db8::1", 2}};
    CHECK(engine::resolve_some(names, 10s, {}) == names);
    CHECK(engine::resolve_some(names, 0s, {}).empty());
    std::stop_source stopped;
    stopped.request_stop();
    CHECK(engine::resolve_some(names, 10s, stopped.get_token()).empty());
}
