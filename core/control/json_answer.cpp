#include "core/control/json_answer.hpp"

#include "core/control/json_read.hpp"

namespace shoal::control {

template <>
struct Fields<Version> {
    static void each(auto& x, auto&& field) {
        field("version", x.version);
        field("api", x.api);
        field("session", x.session);
    }
};

template <>
struct Fields<Error> {
    static void each(auto& x, auto&& field) {
        field("code", x.code);
        field("what", x.what);
        field("where", x.where);
    }
};

namespace {

// In the variant's order.
constexpr std::array<std::string_view, std::variant_size_v<api::Answer>> answer_names{
    "files",  "peers",   "pieces",  "trackers", "health",   "why",
    "events", "figures", "history", "holders",  "web_seeds"};
static_assert(!answer_names.back().empty());

constexpr Strictness tolerant{.refuses_unknown_fields = false};

template <class T>
Result<T> from_json(std::string_view text) {
    SHOAL_TRY(auto const document, JsonDocument::parse_trusted(text));
    T value;
    SHOAL_TRY_VOID(read(document.root(), value, tolerant));
    return value;
}

/// Nothing when the answer is not alternative number I.
template <std::size_t I>
Result<bool> read_answer(JsonIn in, api::Answer& answer) {
    auto const member = in.find(answer_names[I]);
    if (!member)
        return false;
    SHOAL_TRY_VOID(read(*member, answer.emplace<I>(), tolerant));
    return true;
}

template <std::size_t... I>
Result<void> read_any(JsonIn in, api::Answer& answer, std::index_sequence<I...>) {
    Result<bool> found = false;
    ((found && !*found ? void(found = read_answer<I>(in, answer)) : void()), ...);
    if (!found)
        return tl::make_unexpected(found.error());
    return *found ? Result<void>{} : fail(Errc::internal, "the daemon's answer is none known here");
}

} // namespace

std::string to_json(api::Reply const& reply) {
    return to_json<>(reply);
}

Result<api::Reply> reply_from_json(std::string_view text) {
    return from_json<api::Reply>(text);
}

std::string to_json(api::Answer const& answer) {
    JsonOut out;
    out.begin_object();
    out.key(answer_names[answer.index()]);
    std::visit([&out](auto const& view) { write(out, view); }, answer);
    out.end_object();
    return out.take();
}

Result<api::Answer> answer_from_json(std::string_view text) {
    SHOAL_TRY(auto const document, JsonDocument::parse_trusted(text));
    SHOAL_TRY_VOID(document.root().object_size());
    api::Answer answer;
    SHOAL_TRY_VOID(
        read_any(document.root(), answer, std::make_index_sequence<answer_names.size()>{}));
    return answer;
}

std::string to_json(Error const& error) {
    JsonOut out;
    out.begin_object();
    out.key("error");
    write(out, error);
    out.end_object();
    return out.take();
}

Error error_from_json(std::string_view text) {
    auto const document = JsonDocument::parse_trusted(text);
    Error error;
    if (document && document->root().object_size())
        if (auto const member = document->root().find("error");
            member && read(*member, error, tolerant))
            return error;
    return {Errc::internal, "the daemon's answer makes no sense", {}};
}

std::string to_json(Version const& version) {
    return to_json<>(version);
}

Result<Version> version_from_json(std::string_view text) {
    return from_json<Version>(text);
}

} // namespace shoal::control
