#pragma once

#include "core/base/clock.hpp"
#include "ui-cli/term/wake.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shoal::term {

/// Standard input and output as lines, for terminals without a screen, pipes, and screen readers.
/// Nothing is ever drawn over. Thread: one, but for `wake`.
class LineTerminal {
public:
    /// Until there is something to read, a wake, or the deadline.
    void wait(SteadyTime deadline);

    /// Ends a wait. Any thread.
    void wake() { wake_.wake(); }

    /// The lines that came since, without their ends.
    [[nodiscard]] std::vector<std::string> read();

    [[nodiscard]] bool has_ended() const { return has_ended_; } ///< no line will come any more

    /// A line; what is not printable in it is replaced.
    void print(std::string_view untrusted);

private:
    Wake wake_;
    bool is_ready_ = false;
    bool has_ended_ = false;
    std::string rest_; ///< of a line whose end has not come
};

} // namespace shoal::term
