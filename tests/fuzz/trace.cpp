#include "core/health/trace.hpp"

#include "core/base/check.hpp"
#include "core/base/text.hpp"
#include "core/health/monitor.hpp"
#include "tests/fuzz/target.hpp"

// What is accepted survives being written and read, and no sample is too strange to be judged.
void shoal::fuzz::one_input(std::string_view bytes) {
    health::TraceReader reader;
    health::Monitor monitor;
    for (auto const& line : split(bytes, '\n')) {
        auto const sample = reader.read(line);
        if (!sample) {
            SHOAL_CHECK(sample.error().code == Errc::invalid_input);
            continue;
        }
        auto const written = health::TraceWriter{}.line(*sample);
        auto const again = health::TraceReader{}.read(written);
        SHOAL_CHECK(again);
        SHOAL_CHECK(health::TraceWriter{}.line(*again) == written);
        monitor.observe(*sample);
        auto const health = monitor.health();
        SHOAL_CHECK(!health.grade || (*health.grade >= 0 && *health.grade <= 100));
        (void)monitor.why();
    }
}
