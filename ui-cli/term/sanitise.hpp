#pragma once

#include <string>
#include <string_view>

namespace shoal::term {

/// Text from strangers, made safe to print on a terminal, on one line: control characters (C0, DEL,
/// C1, line and paragraph separators), bidi controls and other invisible formatting become U+FFFD,
/// as do bytes that are not UTF-8. Everything printable stays as it is.
[[nodiscard]] std::string sanitise(std::string_view untrusted);

} // namespace shoal::term
