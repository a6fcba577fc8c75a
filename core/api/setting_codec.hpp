#pragma once

#include "core/api/setting_table.hpp"
#include "core/api/values.hpp"
#include "core/base/text.hpp"
#include "core/base/units.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shoal::api::codec {

// How each kind of value becomes text and comes back. Internal to setting_table.cpp.

struct Text {
    static constexpr auto kind = SettingKind::text;

    static Result<std::string> read(std::string const& text) { return text; }

    static std::string write(std::string const& value) { return value; }
};

struct Path {
    static constexpr auto kind = SettingKind::path;

    static Result<fs::path> read(std::string const& text) { return fs::path{text}; }

    static std::string write(fs::path const& value) { return value.string(); }
};

struct Proxy {
    static constexpr auto kind = SettingKind::secret;

    static Result<std::string> read(std::string const& text) { return parse_proxy(text); }

    static std::string write(std::string const& value) { return value; }
};

struct Toggle {
    static constexpr auto kind = SettingKind::toggle;

    static Result<bool> read(std::string const& text) { return parse_switch(text); }

    static std::string write(bool value) { return value ? "true" : "false"; }
};

struct Rate {
    static constexpr auto kind = SettingKind::number;

    static Result<std::int64_t> read(std::string const& text) { return parse_rate(text); }

    static std::string write(std::int64_t value) { return exact_size(value); }
};

struct Cache {
    static constexpr auto kind = SettingKind::number;
    static constexpr auto most = std::int64_t{64} << 30;

    static Result<std::int64_t> read(std::string const& text) {
        SHOAL_TRY(auto const size, parse_size(text));
        if (size < least_cache || size > most)
            return fail(Errc::invalid_input, "must be 4MiB to 64GiB");
        return size;
    }

    static std::string write(std::int64_t value) { return exact_size(value); }
};

template <int min, int max>
struct Count {
    static constexpr auto kind = SettingKind::number;

    static Result<int> read(std::string const& text) { return parse_count(text, min, max); }

    static std::string write(int value) { return std::to_string(value); }
};

struct Ratio {
    static constexpr auto kind = SettingKind::number;

    static Result<double> read(std::string const& text) { return parse_ratio(text); }

    static std::string write(double value) { return fmt::format("{}", value); }
};

struct Duration {
    static constexpr auto kind = SettingKind::number;

    static Result<std::chrono::seconds> read(std::string const& text) {
        return parse_duration(text);
    }

    static std::string write(std::chrono::seconds value) { return exact_duration(value); }
};

struct Clock {
    static constexpr auto kind = SettingKind::text;

    static Result<std::chrono::minutes> read(std::string const& text) { return parse_clock(text); }

    static std::string write(std::chrono::minutes value) { return clock_text(value); }
};

struct Weekday {
    static constexpr auto kind = SettingKind::text;

    static Result<int> read(std::string const& text) { return parse_weekday(text); }

    static std::string write(int value) { return std::string{weekday_text(value)}; }
};

struct Choice {
    static constexpr auto kind = SettingKind::text;

    static Result<Encryption> read(std::string const& text) { return parse_encryption(text); }

    static std::string write(Encryption value) { return std::string{to_string(value)}; }
};

/// One of some words, which `|` parts.
template <char const* words>
struct Word {
    static constexpr auto kind = SettingKind::text;

    static Result<std::string> read(std::string const& text) {
        auto const known = split(words, '|');
        if (std::ranges::find(known, text) == known.end())
            return fail(Errc::invalid_input,
                        fmt::format("'{}' is none of {}", text, fmt::join(known, ", ")));
        return text;
    }

    static std::string write(std::string const& value) { return value; }
};

struct RuleText {
    static constexpr auto kind = SettingKind::text;

    static Result<Rule> read(std::string const& text) {
        return parse_rule(text).map_error([&](Error error) {
            error.what = fmt::format("in '{}': {}", text, error.what);
            return error;
        });
    }

    static std::string write(Rule const& value) { return to_string(value); }
};

template <bool any_port>
struct Address {
    static constexpr auto kind = SettingKind::text;

    static Result<Endpoint> read(std::string const& text) { return parse_endpoint(text, any_port); }

    static std::string write(Endpoint const& value) { return to_string(value); }
};

inline constexpr char none[] = "none";
inline constexpr char unlimited[] = "unlimited";
inline constexpr char automatic[] = "auto";

/// Either what `Codec` reads, or a word for its absence.
template <class Codec, char const* word>
struct Maybe {
    static constexpr auto kind = Codec::kind;
    using Value = typename decltype(Codec::read({}))::value_type;

    static Result<std::optional<Value>> read(std::string const& text) {
        if (text == word)
            return std::optional<Value>{};
        SHOAL_TRY(auto value, Codec::read(text).map_error([](Error error) {
            error.what += std::string{", or "} + word;
            return error;
        }));
        return std::optional{std::move(value)};
    }

    static std::string write(std::optional<Value> const& value) {
        return value ? Codec::write(*value) : word;
    }
};

/// Puts one text into `place`, or shows it.
template <class Codec>
struct One {
    static constexpr auto kind = Codec::kind;

    static Result<void> put(Texts const& texts, auto& place) {
        if (texts.size() != 1)
            return fail(Errc::invalid_input, "this takes one value, not a list");
        SHOAL_TRY(place, Codec::read(texts.front()));
        return {};
    }

    static Texts show(auto const& place) { return {Codec::write(place)}; }
};

/// Any number of them.
template <class Codec>
struct Many {
    static constexpr auto kind =
        Codec::kind == SettingKind::path ? SettingKind::path_list : SettingKind::list;

    static Result<void> put(Texts const& texts, auto& place) {
        place.clear();
        for (auto const& text : texts) {
            SHOAL_TRY(auto value, Codec::read(text));
            place.push_back(std::move(value));
        }
        return {};
    }

    static Texts show(auto const& place) {
        Texts texts;
        for (auto const& value : place)
            texts.push_back(Codec::write(value));
        return texts;
    }
};

/// As Many, of texts that may hold commas.
template <class Codec>
struct Phrases : Many<Codec> {
    static constexpr auto kind = SettingKind::phrase_list;
};

/// A key whose place is reached from the Target by the members of `path`.
template <class Shape, auto... path, class Target>
constexpr SettingKey<Target> with(SettingKey<Target> key) {
    key.kind = Shape::kind;
    key.put = [](Texts const& texts, Target& target) {
        return Shape::put(texts, (target.*....*path));
    };
    key.show = [](Target const& target) {
        return Shape::show((target.*....*path));
    };
    return key;
}

} // namespace shoal::api::codec
