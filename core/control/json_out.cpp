#include "core/control/json_out.hpp"

#include "core/base/text.hpp"
#include "core/control/base64.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace shoal::control {
namespace {

/// Each byte that belongs to no character becomes U+FFFD.
std::string replaced(std::string_view bytes) {
    std::string out;
    while (!bytes.empty()) {
        std::size_t length = 1;
        while (length <= 4 && length <= bytes.size() && !is_utf8(bytes.substr(0, length)))
            ++length;
        bool const is_character = length <= 4 && length <= bytes.size();
        out += is_character ? bytes.substr(0, length) : "\xef\xbf\xbd";
        bytes.remove_prefix(is_character ? length : 1);
    }
    return out;
}

} // namespace

void JsonOut::separate() {
    if (follows_value_)
        text_ += ',';
    follows_value_ = true;
}

void JsonOut::open(char bracket) {
    separate();
    text_ += bracket;
    follows_value_ = false;
}

void JsonOut::close(char bracket) {
    text_ += bracket;
    follows_value_ = true;
}

void JsonOut::literal(std::string_view value) {
    separate();
    text_ += value;
}

void JsonOut::key(std::string_view name) {
    message(name);
    text_ += ':';
    follows_value_ = false;
}

void JsonOut::integer(std::int64_t value) {
    literal(fmt::format_int{value}.c_str());
}

void JsonOut::natural(std::uint64_t value) {
    literal(fmt::format_int{value}.c_str());
}

void JsonOut::number(double value) {
    separate();
    fmt::format_to(std::back_inserter(text_), "{}", std::isfinite(value) ? value : 0.0);
}

void JsonOut::text(std::string_view value) {
    if (is_utf8(value)) {
        separate();
        return quoted(value);
    }
    begin_object();
    key("base64");
    message(to_base64(value));
    end_object();
}

void JsonOut::message(std::string_view value) {
    separate();
    is_utf8(value) ? quoted(value) : quoted(replaced(value));
}

void JsonOut::quoted(std::string_view utf8) {
    text_ += '"';
    for (char const c : utf8) {
        if (c == '"' || c == '\\')
            (text_ += '\\') += c;
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            fmt::format_to(std::back_inserter(text_), "\\u{:04x}", static_cast<unsigned>(c));
        else
            text_ += c;
    }
    text_ += '"';
}

} // namespace shoal::control
