#include "ui-cli/tui/sources/source_text.hpp"

#include "core/base/percent.hpp"
#include "core/base/text.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

bool is_hex(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    });
}

/// The magnet's own name for what it holds.
std::string display_name(std::string_view magnet) {
    for (auto const& part : split(magnet.substr(magnet.find('?') + 1), '&'))
        if (part.starts_with("dn=")) {
            auto name = part.substr(3);
            std::ranges::replace(name, '+', ' ');
            return percent_decoded(name);
        }
    return {};
}

} // namespace

SourceKind source_kind(std::string_view text) {
    if (starts_with_ignoring_case(text, "magnet:?"))
        return SourceKind::magnet;
    if (starts_with_ignoring_case(text, "http://") || starts_with_ignoring_case(text, "https://"))
        return SourceKind::url;
    if ((text.size() == 40 || text.size() == 64) && is_hex(text))
        return SourceKind::info_hash;
    return text.ends_with(".torrent") ? SourceKind::file : SourceKind::none;
}

std::string describe_source(std::string_view text) {
    switch (source_kind(text)) {
    case SourceKind::magnet: {
        auto const name = display_name(text);
        return name.empty() ? "a magnet link" : "a magnet link: " + name;
    }
    case SourceKind::info_hash:
        return "an info-hash";
    case SourceKind::url:
        return "a .torrent on the web";
    case SourceKind::file:
        return "a .torrent file";
    case SourceKind::none:
        return text.empty() ? "magnet link, .torrent file, URL or info-hash" : "a file";
    }
    return {};
}

std::string first_line(std::string_view text) {
    auto const begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    text.remove_prefix(begin);
    text = text.substr(0, text.find_first_of("\r\n"));
    text.remove_suffix(text.size() - 1 - text.find_last_not_of(" \t"));
    return std::string{text};
}

fs::path typed_path(std::string_view text, fs::path const& folder, fs::path const& home) {
    if (text == "~")
        return home;
    if (text.starts_with("~/") && !home.empty())
        return home / text.substr(2);
    return folder / text; // which is `text` when that is absolute
}

} // namespace shoal::tui
