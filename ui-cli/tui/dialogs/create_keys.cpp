// Keys of the dialog that makes a .torrent.

#include "core/base/text.hpp"
#include "core/base/units.hpp"
#include "ui-cli/tui/dialogs/create_path.hpp"
#include "ui-cli/tui/dialogs/dialog_desk.hpp"
#include "ui-cli/tui/sources/source_text.hpp"

namespace shoal::tui {
namespace {

enum Field {
    path_field,
    trackers_field,
    web_seeds_field,
    format_field,
    piece_field,
    private_field,
    source_field,
    output_field,
    seeds_field,
};

std::vector<std::string> words_in(std::string const& text) {
    auto words = split(text, ' ');
    std::erase(words, "");
    return words;
}

/// Nothing: as fits.
Result<std::optional<std::int64_t>> piece_size_of(CreateDialog const& dialog) {
    if (dialog.piece.text.empty() || dialog.piece.text == "auto")
        return std::nullopt;
    return parse_size(dialog.piece.text).map([](std::int64_t size) { return std::optional{size}; });
}

Result<api::CreateSpec> create_of(CreateDialog const& dialog, Model const& model) {
    api::CreateSpec spec;
    SHOAL_TRY(spec.piece_size, piece_size_of(dialog));
    spec.paths = {content_path(dialog, model)};
    spec.output =
        typed_path(dialog.output.text.empty() ? torrent_name_of(dialog, model) : dialog.output.text,
                   model.folder, model.home);
    spec.is_private = dialog.is_private;
    spec.format = dialog.format;
    for (auto& tracker : words_in(dialog.trackers.text))
        spec.trackers.push_back({std::move(tracker)});
    spec.web_seeds = words_in(dialog.web_seeds.text);
    spec.source = dialog.source.text;
    return spec;
}

TextField* focused_text(CreateDialog& dialog) {
    switch (dialog.focus) {
    case path_field:
        return &dialog.path;
    case trackers_field:
        return &dialog.trackers;
    case web_seeds_field:
        return &dialog.web_seeds;
    case piece_field:
        return &dialog.piece;
    case source_field:
        return &dialog.source;
    case output_field:
        return &dialog.output;
    default:
        return nullptr;
    }
}

/// Space on the format takes the next one.
void choose(CreateDialog& dialog) {
    if (dialog.focus == format_field)
        dialog.format = dialog.format == api::Format::v1       ? api::Format::hybrid
                        : dialog.format == api::Format::hybrid ? api::Format::v2
                                                               : api::Format::v1;
    else if (dialog.focus == private_field)
        dialog.is_private = !dialog.is_private;
    else
        dialog.seeds = !dialog.seeds;
}

void submit(CreateDialog& dialog, Desk const& desk, Overwrite overwrite) {
    if (dialog.path.text.empty()) {
        dialog.complaint = "say which file or folder it is to be of";
        dialog.focus = path_field;
        return;
    }
    auto spec = create_of(dialog, desk.model);
    if (!spec) {
        dialog.complaint = spec.error().what;
        dialog.focus = piece_field;
        return;
    }
    spec->overwrite = overwrite;
    desk.effects.create = *std::move(spec);
    dialog.hashing = api::Progress{};
}

} // namespace

fs::path content_path(CreateDialog const& dialog, Model const& model) {
    auto const path = typed_path(dialog.path.text, model.folder, model.home).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

std::string torrent_name_of(CreateDialog const& dialog, Model const& model) {
    return content_path(dialog, model).filename().string() + ".torrent";
}

void refuse(CreateDialog& dialog, Error const& error) {
    dialog.hashing.reset();
    dialog.is_taken = error.code == Errc::conflict;
    auto const name = fs::path{error.where}.filename().string();
    if (dialog.is_taken) {
        dialog.focus = output_field;
        dialog.complaint = name + " exists already: F5 overwrites it; or write another";
    } else {
        dialog.complaint = name.empty() ? error.what : name + ": " + error.what;
    }
}

/// ^C stops the hashing alone; Esc leaves besides.
bool steps_back(CreateDialog& dialog, std::string const& key) {
    if (key != "^C" || !dialog.hashing)
        return false;
    dialog.hashing.reset();
    dialog.complaint = "stopped; nothing was written";
    return true;
}

After on_key(CreateDialog& dialog, Desk const& desk) {
    auto const& key = desk.input.key;
    if (dialog.hashing) // ^C stops it
        return After::stays;
    dialog.complaint.clear();
    bool const is_taken = std::exchange(dialog.is_taken, false);
    if (move_focus(dialog.focus, CreateDialog::fields, key))
        return After::stays;
    if (key == "Enter" || (key == "F5" && is_taken))
        submit(dialog, desk, key == "F5" ? Overwrite::yes : Overwrite::no);
    else if (auto* const text = focused_text(dialog))
        edit(*text, desk.input);
    else if (key == " " || key == "x")
        choose(dialog);
    return After::stays;
}

} // namespace shoal::tui
