#include "core/engine/intake/disk_facts.hpp"

#include "core/base/link_out.hpp"
#include "core/base/units.hpp"
#include "core/metainfo/raw_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::engine {
namespace {

std::optional<struct stat> status_of(fs::path const& path) {
    struct stat status {};

    if (::stat(path.c_str(), &status) != 0)
        return std::nullopt;
    return status;
}

WallTime modified(struct stat const& status) {
    auto const since_epoch = std::chrono::seconds{status.st_mtim.tv_sec} +
                             std::chrono::nanoseconds{status.st_mtim.tv_nsec};
    return WallTime{std::chrono::duration_cast<WallTime::duration>(since_epoch)};
}

/// The length a file must have to hold all of the claimed pieces' bytes that lie in it.
std::int64_t claimed_length(metainfo::LayoutFile const& file, std::int64_t piece_size,
                            std::vector<bool> const& claimed) {
    if (file.size == 0)
        return 0;
    auto const first = file.offset / piece_size;
    for (auto piece = (file.offset + file.size - 1) / piece_size; piece >= first; --piece) {
        auto const index = static_cast<std::size_t>(piece);
        if (index < claimed.size() && claimed[index])
            return std::min(file.size, (piece + 1) * piece_size - file.offset);
    }
    return 0;
}

struct Range {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// Where the first `size` bytes of a file hold data. lseek(2), SEEK_DATA and SEEK_HOLE.
std::vector<Range> data_in(fs::path const& path, std::int64_t size) {
    auto const file = open_for_reading(path);
    if (!file || size == 0)
        return {};
    std::vector<Range> found;
    for (std::int64_t at = 0; at < size;) {
        auto const begin = ::lseek(file->get(), at, SEEK_DATA);
        if (begin < 0 && errno == ENXIO) // nothing but a hole, or the end
            return found;
        auto const end = begin < 0 ? -1 : ::lseek(file->get(), begin, SEEK_HOLE);
        if (end < 0)
            return {{0, size}};
        if (begin >= size)
            return found;
        at = std::min<std::int64_t>(end, size);
        found.push_back({begin, at});
    }
    return found;
}

} // namespace

Result<fs::path> usable_dir(fs::path const& dir) {
    std::error_code error;
    auto absolute = fs::absolute(dir, error); // fails when the current folder was removed
    if (!error)
        absolute = fs::weakly_canonical(absolute, error);
    if (error)
        return tl::make_unexpected(io_error(error.value(), dir));
    SHOAL_TRY_VOID(make_folder(absolute));
    if (::access(absolute.c_str(), W_OK | X_OK) != 0)
        return tl::make_unexpected(io_error(errno, dir));
    return absolute;
}

FoundNames find_raw_names(metainfo::Metainfo const& torrent, api::Add const& add,
                          Placement const& placement) {
    auto names = raw_names(torrent, add);
    if (names.empty())
        return names;
    std::vector<fs::path> raw(placement.paths.size());
    for (auto const& [file, name] : names)
        raw[file] = placement.dir / name;
    auto const found = metainfo::found_raw(placement.paths, raw);
    std::erase_if(names, [&](auto const& name) { return !found[name.first]; });
    return names;
}

DiskFacts look(metainfo::Metainfo const& torrent, Placement const& placement,
               std::vector<bool> const& claimed) {
    DiskFacts facts{.claims_fit = true};
    // Claims of an earlier selection. Of other pieces, what a file that is not selected holds may
    // be in the part file.
    auto unwanted = claimed;
    auto const wanted = wanted_pieces(torrent, placement.selected);
    for (std::size_t i = 0; i < std::min(unwanted.size(), wanted.size()); ++i)
        unwanted[i] = unwanted[i] && !wanted[i];
    for (std::size_t i = 0; i < placement.paths.size(); ++i) {
        auto const& file = torrent.files[i];
        bool const selected = placement.selected[i];
        auto const needed =
            claimed_length(file, torrent.summary.piece_size, selected ? claimed : unwanted);
        if (file.is_pad || (!selected && needed == 0))
            continue;
        auto const status = status_of(placement.paths[i]);
        if ((status ? status->st_size : 0) < needed)
            facts.claims_fit = false;
        if (!status || status->st_size == 0)
            continue;
        facts.any_data = facts.any_data || selected;
        facts.newest = std::max(facts.newest, modified(*status));
    }
    return facts;
}

std::vector<bool> written_pieces(metainfo::Metainfo const& torrent, Placement const& placement) {
    std::vector<bool> written(static_cast<std::size_t>(torrent.summary.pieces));
    for (std::size_t i = 0; i < placement.paths.size(); ++i) {
        auto const& file = torrent.files[i];
        if (file.is_pad)
            continue;
        for (auto const& [begin, end] : data_in(placement.paths[i], file.size))
            for (auto piece = (file.offset + begin) / torrent.summary.piece_size;
                 piece <= (file.offset + end - 1) / torrent.summary.piece_size; ++piece)
                written[static_cast<std::size_t>(piece)] = true;
    }
    return written;
}

Result<void> refuse_strangers(metainfo::Metainfo const& torrent, Placement const& placement) {
    for (std::size_t i = 0; i < placement.paths.size(); ++i) {
        auto const& path = placement.paths[i];
        auto const status = torrent.files[i].is_pad ? std::nullopt : status_of(path);
        if (!status)
            continue;
        if (!S_ISREG(status->st_mode))
            return fail(Errc::conflict,
                        "something that is no file stands there; move it away, or choose another "
                        "name with -o",
                        path.string());
        if (status->st_size > torrent.files[i].size)
            return fail(
                Errc::conflict,
                fmt::format("a file of {} stands there, the torrent's has {}; move it away, or "
                            "choose another name with -o",
                            format_size(status->st_size), format_size(torrent.files[i].size)),
                path.string());
    }
    return {};
}

Result<void> refuse_links_out(metainfo::Metainfo const& torrent, Placement const& placement,
                              std::vector<bool> const& missing) {
    LinkOut links{placement.dir};
    auto const check = [&](std::size_t file) -> Result<void> {
        auto const link =
            placement.selected[file] ? links.on_way_to(placement.paths[file]) : std::nullopt;
        if (!link)
            return {};
        return fail(Errc::denied,
                    fmt::format("it is a symbolic link out of {}, and nothing is written through "
                                "it; choose the folder that it leads to with -d, or remove it",
                                placement.dir.string()),
                    link->string());
    };
    for (std::size_t const file : files_of(torrent, missing))
        SHOAL_TRY_VOID(check(file));
    for (std::size_t i = 0; i < torrent.files.size(); ++i)
        if (torrent.files[i].size == 0 && !torrent.files[i].is_pad &&
            !status_of(placement.paths[i]))
            SHOAL_TRY_VOID(check(i));
    return {};
}

Result<void> refuse_unrelated(metainfo::Metainfo const& torrent, Placement const& placement) {
    for (std::size_t i = 0; i < placement.paths.size(); ++i) {
        auto const status = torrent.files[i].is_pad ? std::nullopt : status_of(placement.paths[i]);
        // Blocks allocated: a file that only has its length holds nothing worth keeping.
        if (status && status->st_size > 0 && status->st_blocks > 0)
            return fail(
                Errc::conflict,
                "a file with other content stands there; move it away, choose another name with "
                "-o, or use it all the same with --check",
                placement.paths[i].string());
    }
    return {};
}

Result<void> require_space(fs::path const& dir, std::int64_t bytes) {
    std::error_code error;
    auto const space = fs::space(dir, error);
    if (error || space.available >= static_cast<std::uintmax_t>(bytes))
        return {};
    return fail(
        Errc::io,
        fmt::format("the disk is full: {} are needed, {} are free; free some space or choose "
                    "another folder with -d",
                    format_size(bytes), format_size(static_cast<std::int64_t>(space.available))),
        dir.string());
}

} // namespace shoal::engine
