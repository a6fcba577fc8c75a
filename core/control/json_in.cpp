#include "core/control/json_in.hpp"

#include "core/control/base64.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace shoal::control {
namespace {

using Json = nlohmann::json;

Json const& json(void const* node) {
    return *static_cast<Json const*>(node);
}

tl::unexpected<Error> not_a(std::string_view what) {
    return fail(Errc::invalid_input, fmt::format("this must be {}", what));
}

/// Thrown through the parser, which offers no other way out.
struct BeyondLimits {};

} // namespace

bool JsonIn::is_null() const {
    return json(node_).is_null();
}

Result<bool> JsonIn::boolean() const {
    if (!json(node_).is_boolean())
        return not_a("true or false");
    return json(node_).get<bool>();
}

Result<std::int64_t> JsonIn::integer(std::int64_t least, std::int64_t most) const {
    auto const& value = json(node_);
    // The parser keeps those that are not negative unsigned.
    bool const fits =
        value.is_number_integer() &&
        (!value.is_number_unsigned() ||
         value.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<std::int64_t>::max()});
    if (!fits || value.get<std::int64_t>() < least || value.get<std::int64_t>() > most)
        return not_a(fmt::format("a whole number from {} to {}", least, most));
    return value.get<std::int64_t>();
}

Result<std::uint64_t> JsonIn::natural(std::uint64_t most) const {
    auto const& value = json(node_);
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
        return not_a(fmt::format("a whole number from 0 to {}", most));
    return value.get<std::uint64_t>();
}

Result<double> JsonIn::number() const {
    if (!json(node_).is_number())
        return not_a("a number");
    return json(node_).get<double>();
}

Result<std::string> JsonIn::text() const {
    auto const& value = json(node_);
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_object() && value.size() == 1 && value.contains("base64") &&
        value["base64"].is_string())
        return from_base64(value["base64"].get_ref<std::string const&>());
    return not_a("a string");
}

Result<std::size_t> JsonIn::array_size() const {
    if (!json(node_).is_array())
        return not_a("a list");
    return json(node_).size();
}

JsonIn JsonIn::item(std::size_t index) const {
    return JsonIn{&json(node_)[index]};
}

Result<std::size_t> JsonIn::object_size() const {
    if (!json(node_).is_object())
        return not_a("an object");
    return json(node_).size();
}

std::optional<JsonIn> JsonIn::find(std::string_view key) const {
    auto const found = json(node_).find(key);
    if (found == json(node_).end())
        return std::nullopt;
    return JsonIn{&*found};
}

Result<void>
JsonIn::for_each(std::function<Result<void>(std::string const& key, JsonIn)> const& visit) const {
    for (auto const& [key, value] : json(node_).items())
        SHOAL_TRY_VOID(visit(key, JsonIn{&value}));
    return {};
}

Result<JsonDocument> JsonDocument::parse(std::string_view text, Limits limits) {
    std::size_t values = 0;
    auto const count = [&](int depth, Json::parse_event_t, Json&) {
        if (depth > limits.depth || ++values > limits.values)
            throw BeyondLimits{};
        return true;
    };
    JsonDocument document;
    try {
        document.root_ = std::make_shared<Json const>(Json::parse(text, count));
    } catch (BeyondLimits const&) {
        return fail(Errc::invalid_input, fmt::format("it has more than {} levels or {} values",
                                                     limits.depth, limits.values));
    } catch (Json::parse_error const& error) {
        return fail(Errc::invalid_input,
                    fmt::format("this is not JSON: look at byte {}", error.byte));
    } catch (Json::exception const&) {
        return fail(Errc::invalid_input, "it has a number that is too large");
    }
    return document;
}

Result<JsonDocument> JsonDocument::parse_trusted(std::string_view text) {
    return parse_trusted(text, {}, {});
}

Result<JsonDocument> JsonDocument::parse_trusted(std::string_view text, std::string_view list,
                                                 Take const& take) {
    using Event = Json::parse_event_t;
    bool is_within = false;
    Result<void> taken;
    auto const keeps = [&](int depth, Event event, Json& parsed) {
        if (depth == 1 && event == Event::key)
            is_within = parsed == list;
        bool const is_whole =
            event == Event::value || event == Event::object_end || event == Event::array_end;
        if (!is_within || depth != 2 || !is_whole)
            return true;
        if (taken)
            taken = take(JsonIn{&parsed});
        return false;
    };
    // Without a list there is nothing to ask of each value.
    auto root = Json::parse(text, take ? Json::parser_callback_t{keeps} : nullptr, false);
    if (!taken)
        return tl::unexpected{std::move(taken).error()};
    if (root.is_discarded())
        return fail(Errc::internal, "the daemon's answer is not JSON");
    JsonDocument document;
    document.root_ = std::make_shared<Json const>(std::move(root));
    return document;
}

} // namespace shoal::control
