#pragma once

#include <string>
#include <string_view>

namespace shoal::term {

/// What makes a terminal put `text` in its clipboard (OSC 52). Nothing in it can end the sequence,
/// and what the clipboard gets is one line without control characters: it may be pasted to a shell.
[[nodiscard]] std::string clipboard_sequence(std::string_view untrusted);

} // namespace shoal::term
