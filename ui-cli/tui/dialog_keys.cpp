#include "ui-cli/tui/dialog_keys.hpp"

#include "core/base/text.hpp"
#include "core/base/units.hpp"
#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/source_text.hpp"
#include "ui-cli/tui/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using term::Input;

/// What a dialog's key may reach.
struct Desk {
    Effects& effects;
    Input const& input;
    Model const& model;
    term::Size size;
};

/// Whether the dialog stays after the key.
enum class After { stays, closes };

/// Up and down through the fields; false when the key is another.
bool move_focus(int& focus, int fields, std::string const& key) {
    bool const forward = key == "Tab" || key == "Down";
    if (!forward && key != "BackTab" && key != "Up")
        return false;
    focus = (focus + (forward ? 1 : fields - 1)) % fields;
    return true;
}

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
    auto const page = static_cast<std::ptrdiff_t>(std::max(1, desk.size.rows - 2));
    Scroll scroll{.cursor = dialog.cursor};
    auto const by = key == "j" || key == "Down" || key == "WheelDown" ? 1
                    : key == "k" || key == "Up" || key == "WheelUp"   ? -1
                    : key == "PgDn" || key == "^F"                    ? page
                    : key == "PgUp" || key == "^B"                    ? -page
                                                                      : 0;
    move(scroll, by, dialog.items.size());
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

api::Add add_of(AddDialog const& dialog, Model const& model) {
    api::Add add;
    add.source = first_line(dialog.source.text);
    auto const kind = source_kind(add.source);
    if (kind == SourceKind::file || kind == SourceKind::none)
        add.source = typed_path(add.source, model.folder, model.home);
    // Empty: where the session wants it, which its label may decide.
    bool const is_daemons_own = !model.is_own_engine && dialog.dir.text == model.snapshot->dir;
    add.dir = dialog.dir.text.empty() || is_daemons_own
                  ? fs::path{}
                  : typed_path(dialog.dir.text, model.folder, model.home).lexically_normal();
    add.label = dialog.label.text;
    add.pick_files = dialog.pick_files;
    // What is no magnet has its files at once.
    bool const has_files = kind == SourceKind::file || kind == SourceKind::url;
    add.paused = dialog.paused || (dialog.pick_files && has_files);
    add.sequential = dialog.sequential;
    return add;
}

TextField* focused_text(AddDialog& dialog) {
    switch (dialog.focus) {
    case 0:
        return &dialog.source;
    case 1:
        return &dialog.dir;
    case 2:
        return &dialog.label;
    default:
        return nullptr;
    }
}

/// What was seen of another source says nothing of this one.
void edit_source(AddDialog& dialog, Input const& input) {
    auto const before = dialog.source.text;
    edit(dialog.source, input);
    if (dialog.source.text != before)
        dialog.probe.reset();
}

/// Another look only after one that failed: each is a session of its own.
void start_probe(AddDialog& dialog, Desk const& desk) {
    if (dialog.probe && dialog.probe->failure.empty())
        return;
    desk.effects.probe = add_of(dialog, desk.model).source;
    dialog.probe = ProbeView{};
}

After on_key(AddDialog& dialog, Desk const& desk) {
    auto const& key = desk.input.key;
    dialog.complaint.clear();
    if (move_focus(dialog.focus, AddDialog::fields, key))
        return After::stays;
    if (key == "Enter" || key == "F5") {
        auto const name = first_line(dialog.source.text);
        if (!name.empty() && key == "F5") {
            start_probe(dialog, desk);
            return After::stays;
        }
        if (!name.empty()) {
            desk.effects.requests.push_back(
                {add_of(dialog, desk.model), "adding " + name, name + ": added"});
            return After::closes;
        }
        dialog.complaint = "say what to add: a magnet link, a .torrent file, a URL or an info-hash";
        dialog.focus = 0;
    } else if (dialog.focus == 0) {
        edit_source(dialog, desk.input);
    } else if (auto* const text = focused_text(dialog)) {
        edit(*text, desk.input);
    } else if (key == " " || key == "x") {
        bool& option = dialog.focus == 3   ? dialog.pick_files
                       : dialog.focus == 4 ? dialog.paused
                                           : dialog.sequential;
        option = !option;
    }
    return After::stays;
}

std::vector<std::string> words_in(std::string const& text) {
    auto words = split(text, ' ');
    std::erase(words, "");
    return words;
}

api::CreateSpec create_of(CreateDialog const& dialog, Model const& model) {
    api::CreateSpec spec;
    auto const path = typed_path(dialog.path.text, model.folder, model.home).lexically_normal();
    spec.paths = {path.has_filename() ? path : path.parent_path()};
    spec.output = model.folder / (spec.paths.front().filename().string() + ".torrent");
    spec.is_private = dialog.is_private;
    spec.format = dialog.format;
    for (auto& tracker : words_in(dialog.trackers.text))
        spec.trackers.push_back({std::move(tracker)});
    spec.web_seeds = words_in(dialog.web_seeds.text);
    return spec;
}

TextField* focused_text(CreateDialog& dialog) {
    switch (dialog.focus) {
    case 0:
        return &dialog.path;
    case 1:
        return &dialog.trackers;
    case 2:
        return &dialog.web_seeds;
    default:
        return nullptr;
    }
}

/// Space on the format takes the next one.
void choose(CreateDialog& dialog) {
    if (dialog.focus == 3)
        dialog.format = dialog.format == api::Format::v1       ? api::Format::hybrid
                        : dialog.format == api::Format::hybrid ? api::Format::v2
                                                               : api::Format::v1;
    else if (dialog.focus == 4)
        dialog.is_private = !dialog.is_private;
    else
        dialog.seeds = !dialog.seeds;
}

After on_key(CreateDialog& dialog, Desk const& desk) {
    auto const& key = desk.input.key;
    if (dialog.hashing) // Esc stops it
        return After::stays;
    dialog.complaint.clear();
    if (move_focus(dialog.focus, CreateDialog::fields, key))
        return After::stays;
    if (key == "Enter" && dialog.path.text.empty()) {
        dialog.complaint = "say which file or folder it is to be of";
        dialog.focus = 0;
    } else if (key == "Enter") {
        desk.effects.create = create_of(dialog, desk.model);
        dialog.hashing = api::Progress{};
    } else if (auto* const text = focused_text(dialog)) {
        edit(*text, desk.input);
    } else if (key == " " || key == "x") {
        choose(dialog);
    }
    return After::stays;
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

} // namespace

void dialog_key(ViewState& state, Effects& effects, term::Input const& input, Model const& model) {
    Desk const desk{effects, input, model, state.size};
    bool const is_given_up = input.key == "Esc" || input.key == "^C";
    auto const after =
        is_given_up ? After::closes
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
    dialog.dir = TextField{model.is_own_engine ? model.folder.string() : model.snapshot->dir};
    state.dialog = std::move(dialog);
}

void open_session_limits(ViewState& state, Model const& model) {
    auto const& rules = model.snapshot->rules;
    LimitsDialog dialog;
    for (auto const rate :
         {rules.limits.down, rules.limits.up, rules.alternative.down, rules.alternative.up})
        dialog.rates.emplace_back(typed_rate(rate));
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
                   fmt::format("{}: {}", name, limit_text(limit))};
}

Request toggle_alternative(Model const& model) {
    api::Configure configure{model.snapshot->rules};
    configure.rules.alternative_on = !configure.rules.alternative_on;
    return {configure, "switching the alternative limits",
            configure.rules.alternative_on ? "alternative limits on" : "alternative limits off"};
}

} // namespace shoal::tui
