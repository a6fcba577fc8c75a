#include "core/engine/intake/placement.hpp"

#include "core/base/glob.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace shoal::engine {
namespace {

using metainfo::LayoutFile;
using metainfo::Metainfo;

bool is_plain_name(std::string_view name) {
    return !name.empty() && name != "." && name != ".." &&
           name.find_first_of(std::string_view{"/\0", 2}) == std::string_view::npos;
}

struct PieceRange {
    std::size_t first = 0;
    std::size_t end = 0;
};

PieceRange pieces_of(LayoutFile const& file, std::int64_t piece_size) {
    if (file.size == 0)
        return {};
    return {static_cast<std::size_t>(file.offset / piece_size),
            static_cast<std::size_t>((file.offset + file.size - 1) / piece_size + 1)};
}

std::vector<bool> select(Metainfo const& torrent, api::Add const& add) {
    std::vector<bool> selected(torrent.files.size(), true);
    if (!add.select.empty()) {
        for (std::size_t i = 0; i < selected.size(); ++i)
            selected[i] = std::ranges::any_of(add.select, [&](std::string const& glob) {
                return glob_fits(glob, torrent.files[i].path);
            });
    } else if (auto const indices = magnet_selection(add.source, selected.size());
               !indices.empty()) {
        selected.assign(selected.size(), false);
        for (std::size_t const index : indices)
            selected[index] = true;
    }
    for (std::size_t i = 0; i < selected.size(); ++i)
        if (torrent.files[i].is_pad)
            selected[i] = true;
    return selected;
}

/// Pads are wanted always: the pieces they are in would not be complete.
void choose_files(Metainfo const& torrent, api::Add const& add, Placement& placement) {
    placement.selected = select(torrent, add);
    for (std::size_t i = 0; i < placement.selected.size(); ++i) {
        auto priority = placement.selected[i] ? api::FilePriority::normal : api::FilePriority::skip;
        auto const chosen = add.priorities.find(i);
        if (chosen != add.priorities.end() && !torrent.files[i].is_pad)
            priority = chosen->second;
        placement.priorities.push_back(priority);
        placement.selected[i] = priority != api::FilePriority::skip;
    }
}

} // namespace

std::string with_root(std::string const& path, std::string const& root) {
    auto const slash = path.find('/');
    return slash == std::string::npos ? root : root + path.substr(slash);
}

Result<Placement> place(Metainfo const& torrent, api::Add const& add,
                        fs::path const& absolute_dir) {
    if (add.rename && !is_plain_name(*add.rename))
        return fail(Errc::invalid_input, "the new name must be one name, without '/'", *add.rename);
    Placement placement{.dir = absolute_dir};
    choose_files(torrent, add, placement);
    for (std::size_t i = 0; i < torrent.files.size(); ++i) {
        auto path = torrent.files[i].path;
        if (add.rename && !torrent.files[i].is_pad) {
            path = with_root(path, *add.rename);
            placement.renames[i] = path;
        }
        if (auto const name = add.file_names.find(i); name != add.file_names.end())
            placement.renames[i] = path = name->second;
        placement.paths.push_back(absolute_dir / path);
    }
    bool any = false;
    for (std::size_t i = 0; i < torrent.files.size(); ++i)
        any = any || (placement.selected[i] && !torrent.files[i].is_pad);
    if (!any)
        return fail(Errc::invalid_input,
                    fmt::format("no file of the torrent fits {}; list them with 'shoal show'",
                                fmt::join(add.select, " or ")),
                    torrent.summary.name);
    return placement;
}

FoundNames raw_names(Metainfo const& torrent, api::Add const& add) {
    FoundNames names;
    for (std::size_t i = 0; i < torrent.files.size(); ++i) {
        auto const& raw = torrent.files[i].raw_path;
        if (raw.empty() || add.file_names.contains(i))
            continue;
        auto const saved_as = [&](std::string const& path) {
            return add.rename ? with_root(path, *add.rename) : path;
        };
        if (auto path = saved_as(raw); path != saved_as(torrent.files[i].path))
            names.emplace(i, std::move(path));
    }
    return names;
}

std::string path_of(Metainfo const& torrent, Placement const& placement, std::size_t file) {
    auto const renamed = placement.renames.find(file);
    return renamed != placement.renames.end() ? renamed->second : torrent.files[file].path;
}

std::vector<std::size_t> magnet_selection(std::string_view magnet, std::size_t files) {
    std::vector<std::size_t> indices;
    auto begin = magnet.find("&so=");
    if (begin == std::string_view::npos)
        begin = magnet.find("?so=");
    if (!starts_with_ignoring_case(magnet, "magnet:?") || begin == std::string_view::npos)
        return indices;
    auto const value = magnet.substr(begin + 4, magnet.find('&', begin + 4) - begin - 4);
    // How many more ranges cover a file than the one before: thousands may cover all of a million.
    std::vector<int> change(files + 1);
    for (std::string const& range : split(value, ',')) {
        std::size_t first = 0;
        char const* const end = range.data() + range.size();
        auto parsed = std::from_chars(range.data(), end, first);
        if (parsed.ec != std::errc{})
            continue;
        std::size_t last = first;
        if (parsed.ptr != end && *parsed.ptr == '-' &&
            std::from_chars(parsed.ptr + 1, end, last).ec != std::errc{})
            continue;
        if (first > last || first >= files)
            continue;
        ++change[first];
        --change[std::min(last, files - 1) + 1];
    }
    int covering = 0;
    for (std::size_t i = 0; i < files; ++i) {
        covering += change[i];
        if (covering > 0)
            indices.push_back(i);
    }
    return indices;
}

std::vector<bool> wanted_pieces(Metainfo const& torrent, std::vector<bool> const& selected) {
    std::vector<bool> wanted(static_cast<std::size_t>(torrent.summary.pieces));
    for (std::size_t i = 0; i < torrent.files.size(); ++i) {
        if (!selected[i] || torrent.files[i].is_pad)
            continue;
        auto const range = pieces_of(torrent.files[i], torrent.summary.piece_size);
        for (std::size_t piece = range.first; piece < range.end && piece < wanted.size(); ++piece)
            wanted[piece] = true;
    }
    return wanted;
}

std::vector<bool> whole_pieces(Metainfo const& torrent, std::vector<bool> const& selected) {
    auto others = selected;
    others.flip();
    auto whole = wanted_pieces(torrent, others);
    whole.flip();
    return whole;
}

std::int64_t bytes_of(Metainfo const& torrent, std::vector<bool> const& pieces) {
    std::int64_t bytes = 0;
    for (auto const& file : torrent.files) {
        auto const range = pieces_of(file, torrent.summary.piece_size);
        for (auto i = range.first; i < std::min(range.end, pieces.size()) && !file.is_pad; ++i) {
            auto const begin = static_cast<std::int64_t>(i) * torrent.summary.piece_size;
            auto const end = std::min(begin + torrent.summary.piece_size, file.offset + file.size);
            bytes += pieces[i] ? end - std::max(begin, file.offset) : 0;
        }
    }
    return bytes;
}

std::vector<std::size_t> files_of(Metainfo const& torrent, std::vector<bool> const& pieces) {
    std::vector<std::size_t> files;
    for (std::size_t i = 0; i < torrent.files.size(); ++i) {
        if (torrent.files[i].is_pad)
            continue;
        auto const range = pieces_of(torrent.files[i], torrent.summary.piece_size);
        auto const end = std::min(range.end, pieces.size());
        bool touched = false;
        for (std::size_t piece = range.first; piece < end && !touched; ++piece)
            touched = pieces[piece];
        if (touched)
            files.push_back(i);
    }
    return files;
}

Recheck plan_recheck(std::optional<ResumeRecord> const& record, std::size_t pieces,
                     DiskFacts const& facts, bool force) {
    if (force)
        return Recheck::everything;
    if (!facts.any_data)
        return Recheck::nothing;
    if (!record || record->have.size() != pieces || !facts.claims_fit)
        return Recheck::everything;
    if (!record->clean)
        return Recheck::unclaimed;
    // Somebody wrote to the files after we had closed the books.
    return facts.newest > record->saved ? Recheck::everything : Recheck::nothing;
}

} // namespace shoal::engine
