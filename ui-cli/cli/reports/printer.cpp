#include "ui-cli/cli/reports/printer.hpp"

#include "core/base/file.hpp"
#include "core/base/text.hpp"
#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <sys/ioctl.h>
#include <unistd.h>

namespace shoal::cli {
namespace {

int width_of(int fd) {
    winsize size{};
    bool const known = ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

} // namespace

Printer::Printer(std::FILE* out, std::FILE* err)
    : out_(out), err_(err), is_terminal_(::isatty(::fileno(err)) == 1) {}

void Printer::line(std::string_view text) {
    print_out(term::sanitise(text));
}

void Printer::lines(std::string_view text) {
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    for (auto const& part : split(text, '\n'))
        line(part);
}

void Printer::json(nlohmann::ordered_json const& document) {
    using Json = nlohmann::ordered_json;
    print_out(document.dump(-1, ' ', true, Json::error_handler_t::replace));
}

void Printer::warn(api::Warning const& warning) {
    note(fmt::format("warning: {} [{}]", warning.text, warning.name));
}

ExitCode Printer::error(std::string_view tried, Error const& error) {
    note(error.where.empty() ? fmt::format("{}: {}", tried, error.what)
                             : fmt::format("{}, on {}: {}", tried, error.where, error.what));
    return exit_code(error.code);
}

void Printer::note(std::string_view text) {
    end_live();
    print_err(fmt::format("shoal: {}\n", term::sanitise(text)));
}

void Printer::question(std::string_view text) {
    end_live();
    print_err(fmt::format("shoal: {} ", term::sanitise(text)));
}

void Printer::status(std::string_view text) {
    end_live();
    print_err(term::sanitise(text) + "\n");
}

void Printer::live(std::string_view text) {
    live(std::vector<std::string>{std::string{text}});
}

void Printer::live(std::vector<std::string> const& lines) {
    if (!is_terminal_ || lines.empty())
        return;
    // One write, and each line cleared only behind its text: no flicker. A line that filled the
    // last column would wrap on some terminals and so break the count.
    auto frame = cursor_to_first_live_line();
    auto const shown = std::min(lines.size(), static_cast<std::size_t>(std::max(1, rows() - 1)));
    for (std::size_t i = 0; i < shown; ++i)
        frame += fmt::format("{}{}\x1b[K", i == 0 ? "" : "\n",
                             term::clip(term::sanitise(lines[i]), columns() - 1));
    print_err(frame + "\x1b[J");
    live_lines_ = static_cast<int>(shown);
}

void Printer::end_live() {
    if (live_lines_ == 0)
        return;
    print_err(cursor_to_first_live_line() + "\x1b[J");
    live_lines_ = 0;
}

void Printer::print_out(std::string_view text) {
    end_live();
    errno = 0;
    bool const is_out = std::fwrite(text.data(), 1, text.size(), out_) == text.size() &&
                        std::fputc('\n', out_) != EOF && std::fflush(out_) == 0;
    if (is_out || lost_)
        return;
    int const error = errno;
    lost_ = io_error(error, "standard output");
    if (error == EPIPE)
        lost_->code = Errc::unavailable;
}

void Printer::print_err(std::string_view text) {
    // There is nowhere left to tell of a failure here.
    (void)std::fwrite(text.data(), 1, text.size(), err_);
    (void)std::fflush(err_);
}

std::string Printer::cursor_to_first_live_line() const {
    return live_lines_ > 1 ? fmt::format("\r\x1b[{}A", live_lines_ - 1) : std::string{"\r"};
}

std::optional<int> Printer::out_columns() const {
    int const fd = ::fileno(out_); // -1 of a stream in memory
    return fd >= 0 && ::isatty(fd) == 1 ? std::optional{width_of(fd)} : std::nullopt;
}

int Printer::columns() const {
    return width_of(::fileno(err_));
}

int Printer::rows() const {
    winsize size{};
    bool const known = ::ioctl(::fileno(err_), TIOCGWINSZ, &size) == 0 && size.ws_row > 0;
    return known ? size.ws_row : 24;
}

} // namespace shoal::cli
