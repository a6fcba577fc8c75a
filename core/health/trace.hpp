#pragma once

#include "core/base/result.hpp"
#include "core/health/sample.hpp"

#include <map>
#include <string>

namespace shoal::health {

// Samples as JSON lines (shoal.trace/1), one each, so that what was seen can be looked at again.
// Times are milliseconds of the steady clock, `wall` from 1970. What a peer has is written when
// it changed.

class TraceWriter {
public:
    /// Without the line's end.
    [[nodiscard]] std::string line(Sample const& sample);

private:
    std::map<PeerNumber, std::shared_ptr<PieceSet const>> written_;
};

class TraceReader {
public:
    /// invalid_input for what is no line of a trace.
    [[nodiscard]] Result<Sample> read(std::string_view line);

private:
    std::map<PeerNumber, std::shared_ptr<PieceSet const>> pieces_;
};

} // namespace shoal::health
