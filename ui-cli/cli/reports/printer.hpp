#pragma once

#include "core/api/types.hpp"
#include "ui-cli/cli/exit_code.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdio>
#include <optional>
#include <string_view>
#include <vector>

namespace shoal::cli {

/// The only way to standard output and standard error: everything passes the sanitiser or JSON
/// escaping here, so no string of a stranger reaches the terminal raw. One thread at a time.
class Printer {
public:
    Printer(std::FILE* out, std::FILE* err);

    /// A line of human output; what is not printable in it is replaced.
    void line(std::string_view text);
    /// As `line`, for text of ours that has several.
    void lines(std::string_view text);
    /// One JSON document or stream element on a line of its own, pure ASCII.
    void json(nlohmann::ordered_json const& document);
    /// "shoal: warning: TEXT [NAME]" on standard error.
    void warn(api::Warning const& warning);
    /// "shoal: TRIED, on WHERE: WHY" on standard error; gives the exit status that fits.
    ExitCode error(std::string_view tried, Error const& error);
    /// "shoal: TEXT" on standard error.
    void note(std::string_view text);

    /// "shoal: TEXT " on standard error, the cursor behind it.
    void question(std::string_view text);

    /// A line of progress, without a prefix, on standard error.
    void status(std::string_view text);

    /// Replaces the live line on standard error, when that is a terminal; otherwise does nothing.
    void live(std::string_view text);
    /// The same for several lines, drawn in place; cut to the screen.
    void live(std::vector<std::string> const& lines);
    /// Takes the live line away, so that other output starts on a clean line.
    void end_live();

    /// Why standard output did not take all that was printed, once that happened; unavailable when
    /// its reader is gone.
    [[nodiscard]] std::optional<Error> const& lost_output() const { return lost_; }

    /// The width of standard output, when that is a terminal.
    [[nodiscard]] std::optional<int> out_columns() const;

    [[nodiscard]] bool is_terminal() const { return is_terminal_; } ///< of standard error

    [[nodiscard]] int columns() const; ///< its width, 80 if unknown
    [[nodiscard]] int rows() const;    ///< its height, 24 if unknown

private:
    void print_out(std::string_view text);
    void print_err(std::string_view text);
    [[nodiscard]] std::string cursor_to_first_live_line() const;

    std::FILE* out_;
    std::FILE* err_;
    bool is_terminal_;
    std::optional<Error> lost_;
    int live_lines_ = 0; ///< on the screen now; the cursor is on the last
};

} // namespace shoal::cli
