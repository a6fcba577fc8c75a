#include "core/api/types.hpp"
#include "core/base/check.hpp"
#include "tests/fuzz/target.hpp"

// What is accepted survives being written and read.
void shoal::fuzz::one_input(std::string_view bytes) {
    auto const endpoint = api::parse_endpoint(bytes, true);
    if (!endpoint)
        return;
    SHOAL_CHECK(!endpoint->host.empty());
    auto const text = to_string(*endpoint);
    SHOAL_CHECK(api::parse_endpoint(text, true) == *endpoint, "{}", text);
    SHOAL_CHECK(api::parse_endpoint(bytes).has_value() == (endpoint->port != 0));
}
