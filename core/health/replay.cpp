#include "core/health/replay.hpp"

#include "core/health/monitor.hpp"
#include "core/health/trace.hpp"

#include <fmt/format.h>

#include <fstream>

namespace shoal::health {

Result<api::Conclusions> replay(fs::path const& trace) {
    SHOAL_TRY_VOID(open_for_reading(trace));
    std::ifstream file{trace};
    TraceReader reader;
    Monitor monitor;
    std::string line;
    int lines = 0;
    while (std::getline(file, line)) {
        ++lines;
        SHOAL_TRY(auto sample,
                  reader.read(line).map_error(at(fmt::format("{}:{}", trace.string(), lines))));
        monitor.observe(std::move(sample));
    }
    if (lines == 0)
        return fail(Errc::invalid_input, "the trace is empty", trace.string());
    api::Conclusions conclusions{monitor.health(), monitor.why()};
    conclusions.health.name = conclusions.why.name = trace.filename().string();
    return conclusions;
}

} // namespace shoal::health
