#include "ui-cli/tui/prompt/search.hpp"

#include "core/base/text.hpp"
#include "ui-cli/tui/files/file_actions.hpp"
#include "ui-cli/tui/log/log_lines.hpp"
#include "ui-cli/tui/model/standing.hpp"
#include "ui-cli/tui/navigate.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

using Flags = std::vector<bool>; ///< of each place: it matches

Flags in_list(ViewState const& state, Model const& model, std::string const& text) {
    Flags flags;
    for (auto const& torrent : shown_torrents(state, model))
        flags.push_back(contains_ignoring_case(shown_name(*torrent), text));
    return flags;
}

/// By its name; by its whole path when that is what is typed.
bool is_meant(FileRow const& row, std::string const& text) {
    return contains_ignoring_case(row.name, text) ||
           (text.find('/') != std::string::npos &&
            contains_ignoring_case(row.is_folder ? row.path + "/" : row.path, text));
}

/// In folded folders too.
Flags in_files(ViewState const& state, Model const& model, std::string const& text) {
    Flags flags;
    for (auto const& row : all_files(state, model))
        flags.push_back(is_meant(row, text));
    return flags;
}

Flags in_log(ViewState const& state, Model const& model, std::string const& text) {
    Flags flags;
    for (auto const* const line : shown_lines(model, state.log))
        flags.push_back(contains_ignoring_case(line_text(*line), text));
    return flags;
}

/// Of what is shown, among files of all there are; nothing typed matches nothing.
Flags matching_places(ViewState const& state, Model const& model) {
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

bool is_among_files(ViewState const& state) {
    return scope_of(state) == files_scope;
}

std::size_t place_of(std::vector<FileRow> const& rows, std::string const& path) {
    return static_cast<std::size_t>(std::ranges::find(rows, path, &FileRow::path) - rows.begin());
}

/// Where the cursor is.
std::size_t place_here(ViewState const& state, Model const& model) {
    return is_among_files(state) ? place_of(all_files(state, model), state.detail.file)
                                 : cursor_row(state, model);
}

/// Folders on the way to it open.
void go_to_place(ViewState& state, std::size_t place, Model const& model) {
    if (!is_among_files(state))
        return move_to_row(state, place, model);
    auto const rows = all_files(state, model);
    if (place >= rows.size())
        return;
    state.detail.file = rows[place].path;
    unfold_to(rows[place].path, *model.details.files, state.detail.folded);
}

/// Where the search began, as far as that is still there.
std::size_t place_of_beginning(ViewState const& state, Model const& model) {
    auto const& search = state.search;
    if (search.scope == files_scope)
        return place_of(all_files(state, model), search.began_file);
    if (search.scope != list_scope)
        return search.began_at;
    auto const shown = shown_torrents(state, model);
    auto const found =
        std::ranges::find(shown, search.began_on, [](auto const& torrent) { return torrent->id; });
    return found == shown.end() ? search.began_at : static_cast<std::size_t>(found - shown.begin());
}

/// What was opened on the way to another match is as it was; so is the cursor.
void go_to_beginning(ViewState& state, Model const& model) {
    if (!is_among_files(state))
        return move_to_row(state, place_of_beginning(state, model), model);
    state.detail.folded = state.search.began_folded;
    state.detail.file = state.search.began_file;
}

} // namespace

void begin_search(ViewState& state, Model const& model) {
    state.search = {.text = {},
                    .is_typing = true,
                    .scope = scope_of(state),
                    .began_at = cursor_row(state, model),
                    .began_on = state.list.cursor,
                    .began_file = state.detail.file,
                    .began_folded = state.detail.folded};
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
    auto const from = place_of_beginning(state, model);
    auto const found = first_match(matching_places(state, model), from, true);
    go_to_beginning(state, model);
    if (found)
        go_to_place(state, *found, model);
}

void search_again(ViewState& state, bool forward, Model const& model) {
    if (state.search.text.text.empty())
        return begin_search(state, model);
    auto const flags = matching_places(state, model);
    auto const count = flags.size();
    auto const here = place_here(state, model);
    auto const from = count == 0 ? 0 : (here + (forward ? 1 : count - 1)) % count;
    if (auto const found = first_match(flags, from, forward))
        go_to_place(state, *found, model);
    else
        state.notice = {"nothing here has " + state.search.text.text + " in it", term::Role::warn};
}

Matches matches(ViewState const& state, Model const& model) {
    auto const flags = matching_places(state, model);
    auto const here = place_here(state, model);
    Matches found;
    for (std::size_t place = 0; place < flags.size(); ++place) {
        found.count += flags[place] ? 1U : 0U;
        if (place == here && flags[place])
            found.here = found.count;
    }
    return found;
}

} // namespace shoal::tui
