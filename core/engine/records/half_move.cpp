#include "core/engine/records/half_move.hpp"

#include "core/engine/records/flush.hpp"

#include <algorithm>
#include <array>
#include <fstream>

namespace shoal::engine {
namespace {

using Chunk = std::array<char, 1 << 20>;

std::streamsize read_chunk(std::ifstream& file, Chunk& chunk) {
    return file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())).gcount();
}

Result<void> copy(fs::path const& from, fs::path const& to, std::stop_token const& stop) {
    std::ifstream source{from, std::ios::binary};
    std::ofstream target{to, std::ios::binary | std::ios::trunc};
    auto const chunk = std::make_unique<Chunk>();
    while (auto const bytes = read_chunk(source, *chunk)) {
        if (stop.stop_requested())
            return shoal::fail(Errc::busy, "the engine is ending", from.string());
        target.write(chunk->data(), bytes);
    }
    if (source.bad() || !target.flush())
        return shoal::fail(Errc::io, "cannot copy it back to " + to.string(), from.string());
    return flush_file(to);
}

/// Between file systems it is copied, and the copy gets its name once it is on the disk.
Result<void> take_back(fs::path const& from, fs::path const& to, std::stop_token const& stop) {
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    fs::rename(from, to, error);
    if (error == std::errc::cross_device_link) {
        auto part = to;
        part += ".shoal-part";
        SHOAL_TRY_VOID(copy(from, part, stop));
        fs::rename(part, to, error);
        flush_folder(to.parent_path());
        if (!error)
            fs::remove(from, error);
    }
    return error ? tl::make_unexpected(io_error(error.value(), from)) : Result<void>{};
}

/// Whether it is the beginning of the other, or all of it.
bool is_copy_of(fs::path const& copy, fs::path const& whole, std::stop_token const& stop) {
    std::ifstream copied{copy, std::ios::binary};
    std::ifstream source{whole, std::ios::binary};
    auto const one = std::make_unique<Chunk>();
    auto const other = std::make_unique<Chunk>();
    while (auto const bytes = read_chunk(copied, *one)) {
        if (stop.stop_requested() || read_chunk(source, *other) < bytes ||
            !std::equal(one->begin(), one->begin() + bytes, other->begin()))
            return false;
    }
    return copied.eof();
}

} // namespace

Result<void> undo_half_move(std::vector<fs::path> const& there,
                            std::vector<fs::path> const& moved_to, std::stop_token const& stop) {
    std::error_code ignored;
    for (std::size_t i = 0; i < there.size(); ++i) {
        if (!fs::exists(moved_to[i], ignored))
            continue;
        if (!fs::exists(there[i], ignored))
            SHOAL_TRY_VOID(take_back(moved_to[i], there[i], stop));
        else if (is_copy_of(moved_to[i], there[i], stop)) // it would be in the way of the next move
            fs::remove(moved_to[i], ignored);
    }
    return {};
}

Result<void> undo_half_move(metainfo::Metainfo const& torrent, api::Add const& add,
                            fs::path const& moved_to, std::stop_token const& stop) {
    SHOAL_TRY(auto here, place(torrent, add, add.dir));
    SHOAL_TRY(auto moved, place(torrent, add, moved_to));
    here.paths.push_back(part_file(torrent.summary.info_hash, add.dir));
    moved.paths.push_back(part_file(torrent.summary.info_hash, moved_to));
    return undo_half_move(here.paths, moved.paths, stop);
}

} // namespace shoal::engine
