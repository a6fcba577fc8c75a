#include "core/base/file.hpp"
#include "ui-cli/tui/keymap.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace shoal;

namespace {

std::string in_roff(std::string_view text) {
    std::string out;
    for (char const c : text)
        out += c == '\\' ? "\\e" : c == '-' ? "\\-" : c == '^' ? "\\(ha" : std::string(1, c);
    return out;
}

} // namespace

TEST_CASE("manual: tells every key, as the table has it") {
    auto const manual = *read_file(SHOAL_MANUAL, 1'000'000);
    for (auto const& binding : tui::key_table()) {
        auto const entry =
            fmt::format(".TP\n.B \"{}\"\n{}\n", in_roff(binding.keys), in_roff(binding.words));
        CHECK_MESSAGE(manual.find(entry) != std::string::npos, "app/shoal.1 lacks\n", entry);
    }
}
