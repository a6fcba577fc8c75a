#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace shoal::control {

/// Writes one JSON value as text, from front to back: nothing is kept but the text. Pure ASCII but
/// for UTF-8 within strings.
class JsonOut {
public:
    void begin_object() { open('{'); }

    void end_object() { close('}'); }

    void begin_array() { open('['); }

    void end_array() { close(']'); }

    /// What is not UTF-8 in it is replaced.
    void key(std::string_view name);

    void boolean(bool value) { literal(value ? "true" : "false"); }

    void null() { literal("null"); }

    void integer(std::int64_t value);
    void natural(std::uint64_t value);
    /// Comes back as the same double; infinite and undefined ones become 0, as JSON has none.
    void number(double value);
    /// Bytes that are not UTF-8 become {"base64": "…"}, so that paths survive.
    void text(std::string_view value);
    /// As `text`, for what only people read: what is not UTF-8 becomes U+FFFD.
    void message(std::string_view value);

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void separate();
    void open(char bracket);
    void close(char bracket);
    void literal(std::string_view value);
    void quoted(std::string_view utf8);

    std::string text_;
    bool follows_value_ = false;
};

} // namespace shoal::control
