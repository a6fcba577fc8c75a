#pragma once

#include "tests/interop/clients/client.hpp"

namespace shoal::bench {

// shoal in a foreign client's place; `program` is the build to run. As a leech it is complete when
// `get` has ended or, if it is to stay, when it says so.
[[nodiscard]] std::unique_ptr<test::Client> shoal_seed(std::string program,
                                                       test::ClientOptions options);
[[nodiscard]] std::unique_ptr<test::Client> shoal_leech(std::string program,
                                                        test::ClientOptions options);

} // namespace shoal::bench
