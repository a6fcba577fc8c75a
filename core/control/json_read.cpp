#include "core/control/json_read.hpp"

namespace shoal::control {

Error within(std::string_view name, Error error) {
    bool const goes_on = error.where.empty() || error.where.starts_with('[');
    error.where = fmt::format("{}{}{}", name, goes_on ? "" : ".", error.where);
    return error;
}

Result<void> MemberReader::verdict() const {
    if (error_)
        return tl::make_unexpected(*error_);
    if (!refuses_unknown_)
        return {};
    return object_.for_each([this](std::string const& name, JsonIn) -> Result<void> {
        if (std::ranges::find(names_, name) == names_.end())
            return fail(Errc::invalid_input, "there is no such field", name);
        return {};
    });
}

Result<void> read(JsonIn in, bool& value, Strictness) {
    SHOAL_TRY(value, in.boolean());
    return {};
}

Result<void> read(JsonIn in, double& value, Strictness how) {
    SHOAL_TRY(value, in.number());
    if (value < how.bounds.least || value > how.bounds.most)
        return fail(Errc::invalid_input, "this is out of range");
    return {};
}

Result<void> read(JsonIn in, std::string& value, Strictness) {
    SHOAL_TRY(value, in.text());
    return {};
}

Result<void> read(JsonIn in, fs::path& value, Strictness) {
    SHOAL_TRY(value, in.text());
    return {};
}

Result<void> read(JsonIn in, api::Endpoint& value, Strictness how) {
    SHOAL_TRY(auto const text, in.text());
    value = {};
    // Not known is something that can be shown, but nothing that can be asked for.
    if (text.empty() && !how.refuses_unknown_fields)
        return {};
    SHOAL_TRY(value, api::parse_endpoint(text, true));
    return {};
}

Result<void> read(JsonIn in, api::EventKind& value, Strictness) {
    SHOAL_TRY(auto const text, in.text());
    value = api::event_kind(text).value_or(api::EventKind::note);
    return {};
}

Result<void> read(JsonIn in, WallTime& value, Strictness) {
    SHOAL_TRY(auto const text, in.text());
    SHOAL_TRY(value, parse_time(text));
    return {};
}

Result<void> read(JsonIn in, std::vector<bool>& value, Strictness) {
    SHOAL_TRY(auto const digits, in.text());
    if (digits.find_first_not_of("01") != std::string::npos)
        return fail(Errc::invalid_input, "this must be a string of 0 and 1");
    value.resize(digits.size());
    for (std::size_t i = 0; i < digits.size(); ++i)
        value[i] = digits[i] == '1';
    return {};
}

} // namespace shoal::control
