// The main of test programs that need addresses of their own: see netns.hpp.
#define DOCTEST_CONFIG_IMPLEMENT
#include "tests/support/netns.hpp"

#include <doctest/doctest.h>

#include <cstdio>

int main(int argc, char** argv) {
    if (auto const reason = shoal::test::enter_private_network(); !reason.empty()) {
        std::fprintf(stderr, "%s\n", reason.c_str());
        return 1;
    }
    return doctest::Context{argc, argv}.run();
}
