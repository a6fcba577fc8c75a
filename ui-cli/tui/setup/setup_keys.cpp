#include "ui-cli/tui/setup/setup_keys.hpp"

#include "ui-cli/tui/setup/setup_rows.hpp"

#include <fmt/format.h>

namespace shoal::tui {
namespace {

SetupRow row_at_cursor(ViewState const& state, Model const& model) {
    auto const& snapshot = *model.snapshot;
    return setup_rows(snapshot.rules, snapshot.alternative_in_force)
        .at(state.setup.scroll.cursor); // always as many, and reconcile keeps it among them
}

/// The field stays when what is typed is no value.
void set(ViewState& state, Effects& effects, SetupRow const& row, std::string const& typed,
         Model const& model) {
    auto& setup = state.setup;
    auto rules = with_setting(model.snapshot->rules, *row.setting, typed);
    if (!rules) {
        setup.complaint = rules.error().what;
        return;
    }
    setup.edited.reset();
    auto const rows = setup_rows(*rules, model.snapshot->alternative_in_force);
    effects.requests.push_back(
        {api::Configure{*std::move(rules)}, "setting " + row.name,
         fmt::format("{}: {}", row.name, rows.at(setup.scroll.cursor).value)});
}

/// As if nobody had set it: then nothing is in the way of what is typed.
bool is_unset(SetupRow const& row, Model const& model) {
    auto const& rules = model.snapshot->rules;
    auto const unset = with_setting(rules, *row.setting, {});
    return unset && *unset == rules;
}

} // namespace

void change_setting(ViewState& state, Effects& effects, Model const& model) {
    auto const row = row_at_cursor(state, model);
    if (row.setting->kind == api::SettingKind::toggle)
        set(state, effects, row, row.typed == "true" ? "false" : "true", model);
    else
        state.setup.edited = TextField::selected(is_unset(row, model) ? std::string{} : row.typed);
}

void setting_key(ViewState& state, Effects& effects, term::Input const& input, Model const& model) {
    auto& setup = state.setup;
    setup.complaint.clear();
    if (input.key == "Esc" || input.key == "^C")
        setup.edited.reset();
    else if (input.key == "Enter")
        set(state, effects, row_at_cursor(state, model), std::string{setup.edited->text}, model);
    else
        edit(*setup.edited, input);
}

} // namespace shoal::tui
