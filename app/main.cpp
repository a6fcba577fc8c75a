#include "app/compose.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    try {
        shoal::app::Signals signals;
        return static_cast<int>(shoal::app::run(argc, argv, signals));
    } catch (std::exception const& error) {
        std::fprintf(stderr, "shoal: unexpected failure: %s\n", error.what());
        return 1;
    }
}
