#include "core/metainfo/lint.hpp"

#include "core/base/text.hpp"
#include "core/base/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::metainfo {
namespace {

using api::Warning;

constexpr std::int64_t small_piece = 16 * 1024, large_piece = 16 * 1024 * 1024;

/// How many are of one kind, and the first as an example: a hostile torrent has half a million.
struct Found {
    std::size_t count = 0;
    std::string first;

    void add(std::string const& text) {
        if (count++ == 0)
            first = text;
    }

    /// `text` has a place for each of the two.
    void warn(char const* name, char const* text, std::vector<Warning>& out) const {
        if (count > 0)
            out.push_back({name, fmt::format(fmt::runtime(text), count, first)});
    }
};

bool has_scheme(std::string_view url, std::initializer_list<std::string_view> schemes) {
    auto const scheme = url.substr(0, url.find("://"));
    return scheme.size() != url.size() &&
           std::find(schemes.begin(), schemes.end(), scheme) != schemes.end();
}

void lint_size(api::TorrentSummary const& torrent, std::int64_t size, std::vector<Warning>& out) {
    if (size > large_metadata)
        out.push_back({"metadata-large",
                       fmt::format("the .torrent takes {}; many clients refuse more than 10 MiB, "
                                   "so use larger pieces (--piece-size auto)",
                                   format_size(size))});
    if (torrent.piece_size < small_piece || torrent.piece_size > large_piece)
        out.push_back({"piece-size-unusual",
                       fmt::format("pieces of {}; some clients take only 16 KiB to 16 MiB",
                                   format_size(torrent.piece_size))});
    if (torrent.format == api::Format::hybrid)
        out.push_back({"hybrid-clients", "Transmission before 4.0 cannot load a hybrid, and aria2 "
                                         "takes it for another torrent; v1 serves all"});
    if (torrent.format == api::Format::v2)
        out.push_back({"v2-only", "many clients cannot load a torrent without a v1 part; hybrid "
                                  "serves both"});
}

void lint_discovery(api::TorrentSummary const& torrent, std::vector<Warning>& out) {
    if (torrent.is_private && torrent.trackers.empty())
        out.push_back({"private-without-tracker",
                       "a private torrent finds peers by its trackers only, and it has none"});
    if (torrent.is_private && !torrent.nodes.empty())
        out.push_back({"private-with-nodes", "a private torrent does not use its DHT nodes"});
    Found odd;
    for (auto const& tier : torrent.trackers)
        for (auto const& url : tier)
            if (!has_scheme(url, {"http", "https", "udp"}))
                odd.add(url);
    odd.warn("tracker-scheme", "not http, https or udp: {} of the trackers, as '{}'", out);
}

void lint_web_seeds(api::TorrentSummary const& torrent, std::vector<Warning>& out) {
    bool const is_folder =
        torrent.files.size() > 1 ||
        (!torrent.files.empty() && torrent.files[0].path.find('/') != std::string::npos);
    Found odd;
    Found open;
    for (auto const& url : torrent.web_seeds) {
        if (!has_scheme(url, {"http", "https"}))
            odd.add(url);
        else if (is_folder && !url.ends_with('/'))
            open.add(url);
    }
    odd.warn("web-seed-scheme", "not http or https: {} of the web seeds, as '{}'", out);
    open.warn("web-seed-folder",
              "without the '/' that some clients do not add for a folder: {} of the web seeds, as "
              "'{}'",
              out);
}

/// Windows takes neither these characters nor these endings and names.
bool is_unportable(std::string_view component) {
    constexpr std::array<std::string_view, 6> devices{"con", "prn", "aux", "nul", "com1", "lpt1"};
    std::string stem{component.substr(0, component.find('.'))};
    for (char& c : stem)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return component.find_first_of("<>:\"|?*\\") != std::string_view::npos ||
           component.ends_with('.') || component.ends_with(' ') ||
           std::find(devices.begin(), devices.end(), stem) != devices.end();
}

void lint_names(api::TorrentSummary const& torrent, std::vector<Warning>& out) {
    Found unportable;
    for (auto const& file : torrent.files) {
        auto const parts = split(file.path, '/');
        if (std::any_of(parts.begin(), parts.end(), is_unportable))
            unportable.add(file.path);
    }
    unportable.warn("unportable-name", "Windows cannot save {} of the files, as '{}'", out);
}

} // namespace

std::vector<Warning> lint(api::TorrentSummary const& torrent, std::int64_t torrent_size) {
    std::vector<Warning> warnings;
    lint_size(torrent, torrent_size, warnings);
    lint_discovery(torrent, warnings);
    lint_web_seeds(torrent, warnings);
    lint_names(torrent, warnings);
    return warnings;
}

} // namespace shoal::metainfo
