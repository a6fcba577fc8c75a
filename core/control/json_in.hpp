#pragma once

#include "core/base/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace shoal::control {

/// A value within a JsonDocument, borrowed from it. What it is not is invalid_input.
class JsonIn {
public:
    explicit JsonIn(void const* node) : node_(node) {}

    [[nodiscard]] bool is_null() const;
    [[nodiscard]] Result<bool> boolean() const;
    /// A whole number in [least, most].
    [[nodiscard]] Result<std::int64_t> integer(std::int64_t least, std::int64_t most) const;
    [[nodiscard]] Result<std::uint64_t> natural(std::uint64_t most) const;
    [[nodiscard]] Result<double> number() const;
    /// A string, or {"base64": "…"}.
    [[nodiscard]] Result<std::string> text() const;

    [[nodiscard]] Result<std::size_t> array_size() const;
    [[nodiscard]] JsonIn item(std::size_t index) const;

    [[nodiscard]] Result<std::size_t> object_size() const;
    /// Of an object; nothing when the key is not there.
    [[nodiscard]] std::optional<JsonIn> find(std::string_view key) const;
    /// Of an object, until one fails.
    [[nodiscard]] Result<void>
    for_each(std::function<Result<void>(std::string const& key, JsonIn)> const& visit) const;

private:
    void const* node_;
};

/// JSON text, read whole.
class JsonDocument {
public:
    /// Bounds what hostile text makes us do.
    struct Limits {
        int depth = 16;
        std::size_t values = 1'000'000;
    };

    /// invalid_input for what is not JSON, or beyond the limits.
    [[nodiscard]] static Result<JsonDocument> parse(std::string_view text, Limits limits);
    /// Text of our own daemon.
    [[nodiscard]] static Result<JsonDocument> parse_trusted(std::string_view text);
    /// As above, but the items of the top object's `list` go to `take`, one by one, and are not in
    /// the document: a long list is never whole in memory, where it takes eight times its text. The
    /// first error of `take` is returned.
    using Take = std::function<Result<void>(JsonIn item)>;
    [[nodiscard]] static Result<JsonDocument>
    parse_trusted(std::string_view text, std::string_view list, Take const& take);

    [[nodiscard]] JsonIn root() const { return JsonIn{root_.get()}; }

private:
    std::shared_ptr<void const> root_;
};

} // namespace shoal::control
