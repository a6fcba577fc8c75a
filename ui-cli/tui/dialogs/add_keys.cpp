// Keys of the dialog that adds a torrent.

#include "ui-cli/tui/dialogs/dialog_desk.hpp"
#include "ui-cli/tui/draw/layout.hpp"
#include "ui-cli/tui/sources/source_text.hpp"

namespace shoal::tui {
namespace {

enum Field { source_field, dir_field, files_field, start_field, label_field, sequential_field };

api::Add add_of(AddDialog const& dialog, Model const& model) {
    api::Add add;
    add.source = first_line(dialog.source.text);
    auto const kind = source_kind(add.source);
    if (kind == SourceKind::file || kind == SourceKind::none)
        add.source = typed_path(add.source, model.folder, model.home);
    // Empty: where the session wants it, which its label may decide.
    bool const is_usual = dialog.dir.text == model.snapshot->dir;
    add.dir = dialog.dir.text.empty() || is_usual
                  ? fs::path{}
                  : typed_path(dialog.dir.text, model.folder, model.home).lexically_normal();
    add.label = first_line(dialog.label.text);
    add.priorities = priorities_of(dialog.files);
    add.pick_files = dialog.pick_files && dialog.files.files.empty();
    // What is no magnet has its files at once.
    bool const has_files = kind == SourceKind::file || kind == SourceKind::url;
    add.paused = dialog.start == Start::paused || (add.pick_files && has_files);
    add.on_top = dialog.start == Start::on_top;
    add.sequential = dialog.sequential;
    return add;
}

TextField* focused_text(AddDialog& dialog) {
    switch (dialog.focus) {
    case source_field:
        return &dialog.source;
    case dir_field:
        return &dialog.dir;
    case label_field:
        return &dialog.label;
    default:
        return nullptr;
    }
}

/// What was seen of another source says nothing of this one. Of several that are pasted it is the
/// first.
void edit_source(AddDialog& dialog, term::Input input) {
    auto const before = first_line(dialog.source.text);
    input.paste = first_line(input.paste);
    edit(dialog.source, input);
    if (first_line(dialog.source.text) == before)
        return;
    dialog.probe.reset();
    dialog.files = {};
}

/// Another look only after one that failed: each is a session of its own.
void start_probe(AddDialog& dialog, Desk const& desk) {
    if (dialog.probe && dialog.probe->failure.empty())
        return;
    desk.effects.probe = add_of(dialog, desk.model).source;
    dialog.probe = ProbeView{};
}

/// Space on a field that is not typed into.
void choose(AddDialog& dialog) {
    if (dialog.focus == start_field)
        dialog.start = static_cast<Start>((static_cast<int>(dialog.start) + 1) % start_count);
    else if (dialog.focus == sequential_field)
        dialog.sequential = !dialog.sequential;
    else if (dialog.files.files.empty())
        dialog.pick_files = !dialog.pick_files;
    else
        dialog.files.is_open = true;
}

/// Enter, where it does not lead into the files.
After submit(AddDialog& dialog, Desk const& desk) {
    auto const name = first_line(dialog.source.text);
    if (name.empty()) {
        dialog.complaint = "say what to add: a magnet link, a .torrent file, a URL or an info-hash";
        dialog.focus = source_field;
        return After::stays;
    }
    if (!dialog.files.files.empty() && size_of(dialog.files) > 0 && wanted_of(dialog.files) == 0) {
        dialog.complaint = "none of its files is wanted; take at least one";
        dialog.focus = files_field;
        return After::stays;
    }
    desk.effects.requests.push_back(
        {add_of(dialog, desk.model), "adding " + name, name + ": added"});
    return After::closes;
}

} // namespace

bool steps_back(AddDialog& dialog, std::string const&) {
    return std::exchange(dialog.files.is_open, false);
}

After on_key(AddDialog& dialog, Desk const& desk) {
    auto const& key = desk.input.key;
    if (dialog.files.is_open) {
        pick_key(dialog.files, key, pick_page(desk.size));
        return After::stays;
    }
    dialog.complaint.clear();
    if (move_focus(dialog.focus, AddDialog::fields, key))
        return After::stays;
    bool const opens = dialog.focus == files_field && !dialog.files.files.empty();
    if (key == "F5" && !first_line(dialog.source.text).empty())
        start_probe(dialog, desk);
    else if (key == "Enter" && !opens)
        return submit(dialog, desk);
    else if (dialog.focus == source_field)
        edit_source(dialog, desk.input);
    else if (auto* const text = focused_text(dialog))
        edit(*text, desk.input);
    else if (key == " " || key == "x" || key == "Enter")
        choose(dialog);
    return After::stays;
}

} // namespace shoal::tui
