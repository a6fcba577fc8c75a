#include "ui-cli/cli/printer.hpp"

#include "ui-cli/term/sanitise.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

namespace shoal::cli {

Printer::Printer(std::FILE* out, std::FILE* err)
    : out_(out), err_(err), is_terminal_(::isatty(::fileno(err)) == 1) {}

void Printer::line(std::string_view text) {
    end_live();
    fmt::print(out_, "{}\n", term::sanitise(text));
    std::fflush(out_);
}

void Printer::json(nlohmann::ordered_json const& document) {
    using Json = nlohmann::ordered_json;
    fmt::print(out_, "{}\n", document.dump(-1, ' ', true, Json::error_handler_t::replace));
    std::fflush(out_);
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
    fmt::print(err_, "shoal: {}\n", term::sanitise(text));
    std::fflush(err_);
}

void Printer::live(std::string_view text) {
    if (!is_terminal_)
        return;
    fmt::print(err_, "\r{}\x1b[K", term::sanitise(text));
    std::fflush(err_);
    has_live_ = true;
}

void Printer::end_live() {
    if (!has_live_)
        return;
    fmt::print(err_, "\r\x1b[K");
    std::fflush(err_);
    has_live_ = false;
}

int Printer::columns() const {
    winsize size{};
    bool const known = ::ioctl(::fileno(err_), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

} // namespace shoal::cli
