#include "ui-cli/tui/dialogs/dialog_keys.hpp"

#include "core/base/units.hpp"
#include "ui-cli/tui/dialogs/dialog_desk.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/net/net_actions.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

After on_key(NoDialog&, Desk const&) {
    return After::closes;
}

/// Keys of a text that fills the screen; `keep_in_text` keeps `top` within it.
After on_reading_key(std::size_t& top, Desk const& desk) {
    auto const& key = desk.input.key;
    auto const page = static_cast<std::size_t>(std::max(1, desk.size.rows - 4));
    if (key == "j" || key == "Down" || key == "WheelDown")
        ++top;
    else if (key == "k" || key == "Up" || key == "WheelUp")
        top -= std::min<std::size_t>(1, top);
    else if (key == "PgDn" || key == " ")
        top += page;
    else if (key == "PgUp")
        top -= std::min(page, top);
    else
        return After::closes;
    return After::stays;
}

After on_key(HelpDialog& dialog, Desk const& desk) {
    return on_reading_key(dialog.top, desk);
}

/// What is chosen, `reduce` does.
After on_key(MenuDialog& dialog, Desk const& desk) {
    auto const& key = desk.input.key;
    Scroll scroll{.cursor = dialog.cursor};
    move(scroll, distance_of(key, std::max(1, desk.size.rows - 2)), dialog.items.size());
    dialog.cursor = scroll.cursor;
    return key == "q" || key == "F9" ? After::closes : After::stays;
}

After on_key(ReportDialog& dialog, Desk const& desk) {
    return on_reading_key(dialog.top, desk);
}

After on_key(ConfirmDialog& dialog, Desk const& desk) {
    auto const& key = desk.input.key;
    if (dialog.word && key != "Enter") {
        edit(*dialog.word, desk.input);
        return After::stays;
    }
    bool const is_left_behind = dialog.offers_daemon && key == "d";
    desk.effects.leave_behind = is_left_behind;
    bool const agreed =
        is_left_behind || (dialog.word ? dialog.word->text == "yes" : key == "y" || key == "Enter");
    if (!agreed)
        return key == "n" || key == "q" ? After::closes : After::stays;
    if (dialog.request)
        desk.effects.requests.push_back(std::move(*dialog.request));
    else
        desk.effects.quit = true;
    return After::closes;
}

Result<std::vector<std::int64_t>> read_rates(std::vector<TextField> const& fields) {
    std::vector<std::int64_t> rates;
    for (auto const& field : fields) {
        SHOAL_TRY(auto rate, parse_rate(field.text.empty() ? "0" : field.text));
        rates.push_back(rate);
    }
    return rates;
}

Request limits_request(LimitsDialog const& dialog, std::vector<std::int64_t> const& rates,
                       Model const& model) {
    if (!dialog.ids.empty()) {
        api::Change change;
        change.ids = dialog.ids;
        change.down_limit = rates[0];
        change.up_limit = rates[1];
        return {change, "limiting " + dialog.subject, dialog.subject + ": limits set"};
    }
    api::Configure configure{model.snapshot->rules};
    configure.rules.limits = {.up = rates[1], .down = rates[0]};
    configure.rules.alternative = {.up = rates[3], .down = rates[2]};
    configure.rules.alternative_on = dialog.alternative;
    return {configure, "setting the limits", "limits set"};
}

After on_key(LimitsDialog& dialog, Desk const& desk) {
    auto const& key = desk.input.key;
    dialog.complaint.clear();
    if (move_focus(dialog.focus, dialog.fields(), key))
        return After::stays;
    if (key == "Enter") {
        if (auto const rates = read_rates(dialog.rates)) {
            desk.effects.requests.push_back(limits_request(dialog, *rates, desk.model));
            return After::closes;
        } else {
            dialog.complaint = rates.error().what;
        }
    } else if (dialog.focus < static_cast<int>(dialog.rates.size())) {
        edit(dialog.rates.at(static_cast<std::size_t>(dialog.focus)), desk.input);
    } else if (key == " " || key == "x") {
        dialog.alternative = !dialog.alternative;
    }
    return After::stays;
}

/// Most dialogs are left at once.
bool steps_back(Dialog& dialog, std::string const& key) {
    if (auto* const add = std::get_if<AddDialog>(&dialog))
        return steps_back(*add, key);
    auto* const create = std::get_if<CreateDialog>(&dialog);
    return create && steps_back(*create, key);
}

} // namespace

bool move_focus(int& focus, int fields, std::string const& key) {
    bool const forward = key == "Tab" || key == "Down";
    if (!forward && key != "BackTab" && key != "Up")
        return false;
    focus = (focus + (forward ? 1 : fields - 1)) % fields;
    return true;
}

void dialog_key(ViewState& state, Effects& effects, term::Input const& input, Model const& model) {
    if (follow_report(state, input))
        return;
    Desk const desk{effects, input, model, state.size};
    bool const is_back = input.key == "Esc" || input.key == "^C";
    if (is_back && steps_back(state.dialog, input.key))
        return;
    auto const after =
        is_back ? After::closes
                : std::visit([&](auto& open) { return on_key(open, desk); }, state.dialog);
    if (after == After::closes)
        state.dialog = NoDialog{};
}

void keep_in_text(ViewState& state) {
    if (auto* const help = std::get_if<HelpDialog>(&state.dialog))
        help->top = std::min(help->top, last_help_top(state));
    else if (auto* const report = std::get_if<ReportDialog>(&state.dialog))
        report->top = std::min(report->top, last_report_top(state, *report));
}

void open_add(ViewState& state, std::string source, Model const& model) {
    AddDialog dialog;
    dialog.source = TextField{std::move(source)};
    dialog.dir = TextField{content_folder(model).string()};
    state.dialog = std::move(dialog);
}

void open_session_limits(ViewState& state, Model const& model) {
    auto const& rules = model.snapshot->rules;
    LimitsDialog dialog;
    for (auto const rate :
         {rules.limits.down, rules.limits.up, rules.alternative.down, rules.alternative.up})
        dialog.rates.push_back(TextField::selected(typed_rate(rate)));
    dialog.alternative = rules.alternative_on;
    state.dialog = std::move(dialog);
}

std::optional<Request> step_limit(Action action, Model const& model) {
    static constexpr std::array steps{1, 5, 50, -1, -5, -50};
    auto const index = static_cast<int>(action) - static_cast<int>(Action::up_plus_1);
    if (index < 0 || index >= 2 * static_cast<int>(steps.size()))
        return std::nullopt;
    bool const is_up = index < static_cast<int>(steps.size());
    api::Configure configure{model.snapshot->rules};
    auto& limit = is_up ? configure.rules.limits.up : configure.rules.limits.down;
    auto const step = steps.at(static_cast<std::size_t>(index) % steps.size());
    limit = std::max<std::int64_t>(0, limit + std::int64_t{step} * 1024);
    auto const name = is_up ? "upload limit" : "download limit";
    return Request{configure, fmt::format("changing the {}", name),
                   fmt::format("{}: {}", name, limit > 0 ? typed_rate(limit) + "/s" : "none")};
}

Request toggle_alternative(Model const& model) {
    api::Configure configure{model.snapshot->rules};
    auto const& rules = configure.rules;
    configure.rules.alternative_on = !rules.alternative_on;
    auto const& limits = rules.alternative_on ? rules.alternative : rules.limits;
    return {configure, "switching the alternative limits",
            fmt::format("alternative limits {}: down {}, up {}",
                        rules.alternative_on ? "on" : "off", limit_text(limits.down),
                        limit_text(limits.up))};
}

} // namespace shoal::tui
