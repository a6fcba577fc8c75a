// Values from JSON, by their fields (json_fields.hpp). Errors are invalid_input, and `where` names
// the field: "rules.queue.downloads", "ids[3]". What was read before an error stays in the value.
#pragma once

#include "core/control/json_in.hpp"
#include "core/control/json_write.hpp"

#include <fmt/format.h>

#include <charconv>

namespace shoal::control {

/// How strictly to read. What we are told to do must be understood to the last field; what we are
/// shown may come from a newer daemon.
struct Strictness {
    bool refuses_unknown_fields = true;
    Bounds bounds = Bounds{}; ///< of the number, or of each in the list
};

// All overloads are declared first: they call each other through the templates.
[[nodiscard]] Result<void> read(JsonIn in, bool& value, Strictness how);
[[nodiscard]] Result<void> read(JsonIn in, double& value, Strictness how);
[[nodiscard]] Result<void> read(JsonIn in, std::string& value, Strictness how);
[[nodiscard]] Result<void> read(JsonIn in, fs::path& value, Strictness how);
[[nodiscard]] Result<void> read(JsonIn in, api::Endpoint& value, Strictness how);
[[nodiscard]] Result<void> read(JsonIn in, WallTime& value, Strictness how);
[[nodiscard]] Result<void> read(JsonIn in, std::vector<bool>& value, Strictness how);
/// Of a newer daemon it may be one that is not known here: then it is a note.
[[nodiscard]] Result<void> read(JsonIn in, api::EventKind& value, Strictness how);
template <std::integral T>
[[nodiscard]] Result<void> read(JsonIn in, T& value, Strictness how);
template <class Rep, class Period>
[[nodiscard]] Result<void> read(JsonIn in, std::chrono::duration<Rep, Period>& value,
                                Strictness how);
template <std::size_t Size>
[[nodiscard]] Result<void> read(JsonIn in, std::array<std::uint8_t, Size>& value, Strictness how);
template <class String>
[[nodiscard]] Result<void> read(JsonIn in, Base64<String>& value, Strictness how);
template <HasNames Enum>
[[nodiscard]] Result<void> read(JsonIn in, Enum& value, Strictness how);
template <class T>
[[nodiscard]] Result<void> read(JsonIn in, std::optional<T>& value, Strictness how);
template <class T>
[[nodiscard]] Result<void> read(JsonIn in, std::shared_ptr<T const>& value, Strictness how);
template <class T>
[[nodiscard]] Result<void> read(JsonIn in, std::vector<T>& value, Strictness how);
template <class Key, class T>
[[nodiscard]] Result<void> read(JsonIn in, std::map<Key, T>& value, Strictness how);
template <HasFields T>
[[nodiscard]] Result<void> read(JsonIn in, T& value, Strictness how);

/// The same error, within the member `name` or the item "[3]".
[[nodiscard]] Error within(std::string_view name, Error error);

/// Reads the members of an object one by one, until the first error.
class MemberReader {
public:
    MemberReader(JsonIn object, bool refuses_unknown)
        : object_(object), refuses_unknown_(refuses_unknown) {}

    template <class T>
    void operator()(std::string_view name, T& value, Bounds bounds = {}) {
        names_.push_back(name);
        auto const member = error_ ? std::nullopt : object_.find(name);
        if (!member)
            return;
        if (auto done = read(*member, value, {refuses_unknown_, bounds}); !done)
            error_ = within(name, std::move(done).error());
    }

    /// `name` is read by somebody else.
    void expect(std::string_view name) { names_.push_back(name); }

    /// The first error, or that there is a member which nobody read or expected.
    [[nodiscard]] Result<void> verdict() const;

private:
    JsonIn object_;
    bool refuses_unknown_;
    std::vector<std::string_view> names_;
    std::optional<Error> error_;
};

/// `tag`: a member that says which of several kinds of object it is; empty: there is none.
template <HasFields T>
Result<void> read_fields(JsonIn in, T& value, Strictness how, std::string_view tag = {}) {
    SHOAL_TRY_VOID(in.object_size());
    MemberReader members{in, how.refuses_unknown_fields};
    members.expect(tag);
    Fields<T>::each(value, members);
    return members.verdict();
}

template <HasFields T>
Result<void> read(JsonIn in, T& value, Strictness how) {
    return read_fields(in, value, how);
}

template <std::integral T>
Result<void> read(JsonIn in, T& value, Strictness how) {
    using Limits = std::numeric_limits<T>;
    if constexpr (std::is_same_v<T, std::uint64_t>) {
        SHOAL_TRY(value, in.natural(Limits::max()));
    } else {
        // Infinite bounds are no integers: a type's own limits are the nearest.
        auto const bound = [](double wanted, T otherwise) {
            return std::abs(wanted) < 1e15 ? static_cast<std::int64_t>(wanted) : otherwise;
        };
        SHOAL_TRY(
            auto const number,
            in.integer(
                std::max<std::int64_t>(bound(how.bounds.least, Limits::min()), Limits::min()),
                std::min<std::int64_t>(bound(how.bounds.most, Limits::max()), Limits::max())));
        value = static_cast<T>(number);
    }
    return {};
}

template <class Rep, class Period>
Result<void> read(JsonIn in, std::chrono::duration<Rep, Period>& value, Strictness how) {
    std::int64_t count = 0;
    SHOAL_TRY_VOID(read(in, count, how));
    value = std::chrono::duration<Rep, Period>{count};
    return {};
}

template <std::size_t Size>
Result<void> read(JsonIn in, std::array<std::uint8_t, Size>& value, Strictness) {
    SHOAL_TRY(auto const digits, in.text());
    return from_hex(digits, value);
}

template <class String>
Result<void> read(JsonIn in, Base64<String>& value, Strictness) {
    SHOAL_TRY(auto const text, in.text());
    SHOAL_TRY(value.bytes, from_base64(text));
    return {};
}

template <HasNames Enum>
Result<void> read(JsonIn in, Enum& value, Strictness) {
    SHOAL_TRY(auto const text, in.text());
    auto const found = value_of<Enum>(text);
    if (!found)
        return fail(Errc::invalid_input, fmt::format("'{}' is none of the names known here", text));
    value = *found;
    return {};
}

template <class T>
Result<void> read(JsonIn in, std::optional<T>& value, Strictness how) {
    value.reset();
    return in.is_null() ? Result<void>{} : read(in, value.emplace(), how);
}

template <class T>
Result<void> read(JsonIn in, std::shared_ptr<T const>& value, Strictness how) {
    auto fresh = std::make_shared<T>();
    SHOAL_TRY_VOID(read(in, *fresh, how));
    value = std::move(fresh);
    return {};
}

template <class T>
Result<void> read(JsonIn in, std::vector<T>& value, Strictness how) {
    SHOAL_TRY(auto const size, in.array_size());
    value.clear();
    value.resize(size);
    for (std::size_t i = 0; i < size; ++i)
        if (auto done = read(in.item(i), value[i], how); !done)
            return tl::make_unexpected(within(fmt::format("[{}]", i), std::move(done).error()));
    return {};
}

[[nodiscard]] inline Result<void> read_key(std::string const& text, std::string& key) {
    key = text;
    return {};
}

template <std::integral Key>
[[nodiscard]] Result<void> read_key(std::string const& text, Key& key) {
    auto const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, key);
    // Another way to write the same number would be the same key twice.
    if (error != std::errc{} || stop != end || fmt::to_string(key) != text)
        return fail(Errc::invalid_input, "the name must be a whole number", text);
    return {};
}

template <class Key, class T>
Result<void> read(JsonIn in, std::map<Key, T>& value, Strictness how) {
    SHOAL_TRY_VOID(in.object_size());
    value.clear();
    return in.for_each([&](std::string const& name, JsonIn member) -> Result<void> {
        Key key{};
        SHOAL_TRY_VOID(read_key(name, key));
        if (auto done = read(member, value[key], how); !done)
            return tl::make_unexpected(within(name, std::move(done).error()));
        return {};
    });
}

} // namespace shoal::control
