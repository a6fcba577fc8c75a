// Values as JSON, by their fields (json_fields.hpp). Text is appended as it is met: no document is
// built, so a snapshot of ten thousand torrents costs its text and nothing else.
#pragma once

#include "core/base/units.hpp"
#include "core/control/json_fields_commands.hpp"
#include "core/control/json_fields_figures.hpp"
#include "core/control/json_fields_health.hpp"
#include "core/control/json_fields_views.hpp"
#include "core/control/json_names.hpp"
#include "core/control/json_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <concepts>

namespace shoal::control {

template <class T>
concept HasFields = requires {
    Fields<T>{};
};

template <class T>
concept HasNames = requires {
    LastOf<T>::value;
};

template <class T>
concept Sparse = requires {
    Fields<T>::is_sparse;
};

// All overloads are declared first: they call each other through the templates.
void write(JsonOut& out, bool value);
template <std::integral T>
void write(JsonOut& out, T value);
void write(JsonOut& out, double value);
void write(JsonOut& out, std::string const& value);
void write(JsonOut& out, fs::path const& value);
void write(JsonOut& out, api::Endpoint const& value);
void write(JsonOut& out, WallTime value);
void write(JsonOut& out, std::vector<bool> const& value);
template <class Rep, class Period>
void write(JsonOut& out, std::chrono::duration<Rep, Period> value);
template <std::size_t Size>
void write(JsonOut& out, std::array<std::uint8_t, Size> const& value);
template <class String>
void write(JsonOut& out, Base64<String> value);
template <HasNames Enum>
void write(JsonOut& out, Enum value);
template <class T>
void write(JsonOut& out, std::optional<T> const& value);
template <class T>
void write(JsonOut& out, std::shared_ptr<T const> const& value);
template <class T>
void write(JsonOut& out, std::vector<T> const& value);
template <class Key, class T>
void write(JsonOut& out, std::map<Key, T> const& value);
template <HasFields T>
void write(JsonOut& out, T const& value);

/// Whether a field of a sparse type has its default.
template <class T>
bool is_empty(T const& value) {
    return value == T{};
}

template <HasFields T>
void write_fields(JsonOut& out, T const& value) {
    Fields<T>::each(value, [&out](std::string_view name, auto const& field, Bounds = {}) {
        if constexpr (Sparse<T>)
            if (is_empty(field))
                return;
        out.key(name);
        write(out, field);
    });
}

template <HasFields T>
void write(JsonOut& out, T const& value) {
    out.begin_object();
    write_fields(out, value);
    out.end_object();
}

template <std::integral T>
void write(JsonOut& out, T value) {
    if constexpr (std::is_signed_v<T>)
        out.integer(value);
    else
        out.natural(value);
}

template <class Rep, class Period>
void write(JsonOut& out, std::chrono::duration<Rep, Period> value) {
    out.integer(value.count());
}

template <std::size_t Size>
void write(JsonOut& out, std::array<std::uint8_t, Size> const& value) {
    out.text(to_hex(value));
}

template <class String>
void write(JsonOut& out, Base64<String> value) {
    out.text(to_base64(value.bytes));
}

template <HasNames Enum>
void write(JsonOut& out, Enum value) {
    out.text(name_of(value));
}

template <class T>
void write(JsonOut& out, std::optional<T> const& value) {
    value ? write(out, *value) : out.null();
}

template <class T>
void write(JsonOut& out, std::shared_ptr<T const> const& value) {
    write(out, *value);
}

template <class T>
void write(JsonOut& out, std::vector<T> const& value) {
    out.begin_array();
    for (auto const& item : value)
        write(out, item);
    out.end_array();
}

/// An object; numbers as keys are decimal.
template <class Key, class T>
void write(JsonOut& out, std::map<Key, T> const& value) {
    out.begin_object();
    for (auto const& [key, item] : value) {
        out.key(fmt::to_string(key));
        write(out, item);
    }
    out.end_object();
}

template <HasFields T>
[[nodiscard]] std::string to_json(T const& value) {
    JsonOut out;
    write(out, value);
    return out.take();
}

} // namespace shoal::control
