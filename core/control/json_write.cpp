#include "core/control/json_write.hpp"

namespace shoal::control {
namespace {

// What parse_time reads.
constexpr WallTime last_time{std::chrono::seconds{9'183'110'400}}; // 2261-01-01

} // namespace

void write(JsonOut& out, bool value) {
    out.boolean(value);
}

void write(JsonOut& out, double value) {
    out.number(value);
}

void write(JsonOut& out, std::string const& value) {
    out.text(value);
}

void write(JsonOut& out, fs::path const& value) {
    out.text(value.native());
}

void write(JsonOut& out, api::Endpoint const& value) {
    out.text(value.host.empty() ? std::string{} : to_string(value));
}

void write(JsonOut& out, WallTime value) {
    out.text(format_time(std::clamp(value, WallTime{}, last_time)));
}

void write(JsonOut& out, std::vector<bool> const& value) {
    std::string digits(value.size(), '0');
    for (std::size_t i = 0; i < value.size(); ++i)
        if (value[i])
            digits[i] = '1';
    out.text(digits);
}

} // namespace shoal::control
