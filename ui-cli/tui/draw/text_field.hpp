#pragma once

#include "ui-cli/term/screen.hpp"

namespace shoal::tui {

/// One line that a user edits. Keys as in a shell: arrows, Home ^A, End ^E, ^U ^K, ^W, Backspace,
/// Delete; a paste loses its line breaks.
struct TextField {
    std::string text;
    std::size_t cursor = 0;   ///< in bytes, between characters
    bool is_selected = false; ///< all of it: what is typed next takes its place

    TextField() = default;

    /// With the cursor at the end.
    explicit TextField(std::string initial) : text(std::move(initial)), cursor(text.size()) {}

    /// A value that one may as well replace as edit.
    [[nodiscard]] static TextField selected(std::string initial) {
        TextField field{std::move(initial)};
        field.is_selected = !field.text.empty();
        return field;
    }

    friend bool operator==(TextField const&, TextField const&) = default;
};

/// False when the key is none that edits; the field is then as before.
bool edit(TextField& field, term::Input const& input);

/// Draws the part of it that fits around the cursor, and puts the frame's cursor there when
/// `focused`.
void draw_field(term::Frame& frame, term::Place at, int width, TextField const& field,
                bool focused);

} // namespace shoal::tui
