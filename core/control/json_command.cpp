#include "core/control/json_command.hpp"

#include "core/control/json_read.hpp"

namespace shoal::control {
namespace {

// In the variants' order.
constexpr std::array<std::string_view, std::variant_size_v<api::Command>> command_names{
    "add",  "pause",      "resume",    "remove",      "recheck",  "announce",
    "move", "rename",     "change",    "set_files",   "enqueue",  "configure",
    "save", "treat_peer", "check_dht", "add_sources", "lift_ban", "note"};
constexpr std::array<std::string_view, std::variant_size_v<api::Question>> question_names{
    "files", "peers",   "pieces",  "trackers", "health",   "why",
    "log",   "figures", "history", "holders",  "web_seeds"};
static_assert(!command_names.back().empty() && !question_names.back().empty());

// Only a list of a torrent's files, or of ids, is long.
constexpr JsonDocument::Limits limits{.depth = 8, .values = 1'000'000};

template <class Variant, std::size_t Count>
std::string tagged(std::string_view tag, std::array<std::string_view, Count> const& names,
                   Variant const& value) {
    JsonOut out;
    out.begin_object();
    out.key(tag);
    out.text(names[value.index()]);
    std::visit([&out](auto const& kind) { write_fields(out, kind); }, value);
    out.end_object();
    return out.take();
}

/// Makes `value` hold its alternative number `index`.
template <class Variant, std::size_t... I>
void hold(Variant& value, std::size_t index, std::index_sequence<I...>) {
    ((I == index ? void(value.template emplace<I>()) : void()), ...);
}

template <class Variant, std::size_t Count>
Result<Variant> untagged(std::string_view tag, std::array<std::string_view, Count> const& names,
                         std::string_view text) {
    SHOAL_TRY(auto const document, JsonDocument::parse(text, limits));
    SHOAL_TRY_VOID(document.root().object_size());
    auto const member = document.root().find(tag);
    if (!member)
        return fail(Errc::invalid_input, "this must be there", std::string{tag});
    SHOAL_TRY(auto const name, member->text().map_error(at(std::string{tag})));
    auto const found = std::ranges::find(names, name);
    if (found == names.end())
        return fail(Errc::invalid_input, fmt::format("there is no {} '{}'", tag, name),
                    std::string{tag});
    Variant value;
    hold(value, static_cast<std::size_t>(found - names.begin()), std::make_index_sequence<Count>{});
    auto const read_it = [&](auto& kind) {
        return read_fields(document.root(), kind, Strictness{}, tag);
    };
    SHOAL_TRY_VOID(std::visit(read_it, value));
    return value;
}

} // namespace

std::string to_json(api::Command const& command) {
    return tagged("command", command_names, command);
}

Result<api::Command> command_from_json(std::string_view text) {
    return untagged<api::Command>("command", command_names, text);
}

std::string to_json(api::Question const& question) {
    return tagged("question", question_names, question);
}

Result<api::Question> question_from_json(std::string_view text) {
    return untagged<api::Question>("question", question_names, text);
}

} // namespace shoal::control
