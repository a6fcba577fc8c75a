#include "ui-cli/tui/prompt/search.hpp"

#include "core/base/text.hpp"
#include "ui-cli/tui/files/file_actions.hpp"
#include "ui-cli/tui/log/log_lines.hpp"
#include "ui-cli/tui/model/standing.hpp"
#include "ui-cli/tui/navigate.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

using Flags = std::vector<bool>; ///< of each row: it matches

Flags in_list(ViewState const& state, Model const& model, std::string const& text) {
    Flags flags;
    for (auto const& torrent : shown_torrents(state, model))
        flags.push_back(contains_ignoring_case(shown_name(*torrent), text));
    return flags;
}

Flags in_files(ViewState const& state, Model const& model, std::string const& text) {
    Flags flags;
    auto const has_it = [&](std::size_t file) {
        return contains_ignoring_case(model.details.files->at(file).path, text);
    };
    for (auto const& row : shown_files(state, model))
        flags.push_back(contains_ignoring_case(row.name, text) ||
                        (row.is_folded && std::ranges::any_of(row.files, has_it)));
    return flags;
}

Flags in_log(ViewState const& state, Model const& model, std::string const& text) {
    Flags flags;
    for (auto const* const line : shown_lines(model, state.log))
        flags.push_back(contains_ignoring_case(line_text(*line), text));
    return flags;
}

/// Of what is shown; nothing typed matches nothing.
Flags matching_rows(ViewState const& state, Model const& model) {
    auto const& text = state.search.text.text;
    auto const scope = scope_of(state);
    if (text.empty())
        return {};
    return scope == list_scope    ? in_list(state, model, text)
           : scope == files_scope ? in_files(state, model, text)
           : scope == log_scope   ? in_log(state, model, text)
                                  : Flags{};
}

/// The first from `from` on, around the end.
std::optional<std::size_t> first_match(Flags const& flags, std::size_t from, bool forward) {
    auto const count = flags.size();
    for (std::size_t step = 0; step < count; ++step) {
        auto const row = (from + (forward ? step : count - step)) % count;
        if (flags[row])
            return row;
    }
    return std::nullopt;
}

/// The row where the search began, as far as that is still there.
std::size_t row_of_beginning(ViewState const& state, Model const& model) {
    auto const& search = state.search;
    if (search.scope != list_scope)
        return search.began_at;
    auto const shown = shown_torrents(state, model);
    auto const found =
        std::ranges::find(shown, search.began_on, [](auto const& torrent) { return torrent->id; });
    return found == shown.end() ? search.began_at : static_cast<std::size_t>(found - shown.begin());
}

} // namespace

void begin_search(ViewState& state, Model const& model) {
    state.search = {.text = {},
                    .is_typing = true,
                    .scope = scope_of(state),
                    .began_at = cursor_row(state, model),
                    .began_on = state.list.cursor};
}

void search_key(ViewState& state, term::Input const& input, Model const& model) {
    auto& search = state.search;
    auto const& key = input.key;
    bool const is_given_up = key == "Esc" || key == "^C";
    if (is_given_up)
        search.text = {};
    if (is_given_up || key == "Enter" || key == "Down" || key == "Up" || key == "Tab")
        search.is_typing = false;
    else
        edit(search.text, input);
    if (!search.is_typing && !is_given_up)
        return;
    auto const from = row_of_beginning(state, model);
    auto const found = first_match(matching_rows(state, model), from, true);
    move_to_row(state, found.value_or(from), model);
}

void search_again(ViewState& state, bool forward, Model const& model) {
    if (state.search.text.text.empty())
        return begin_search(state, model);
    auto const flags = matching_rows(state, model);
    auto const count = flags.size();
    auto const here = cursor_row(state, model);
    auto const from = count == 0 ? 0 : (here + (forward ? 1 : count - 1)) % count;
    if (auto const found = first_match(flags, from, forward))
        move_to_row(state, *found, model);
    else
        state.notice = {"nothing here has " + state.search.text.text + " in it", term::Role::warn};
}

Matches matches(ViewState const& state, Model const& model) {
    auto const flags = matching_rows(state, model);
    auto const here = cursor_row(state, model);
    Matches found;
    for (std::size_t row = 0; row < flags.size(); ++row) {
        found.count += flags[row] ? 1U : 0U;
        if (row == here && flags[row])
            found.here = found.count;
    }
    return found;
}

} // namespace shoal::tui
