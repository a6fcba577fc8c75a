#include "core/metainfo/create.hpp"

#include "core/metainfo/compose_torrent.hpp"
#include "core/metainfo/hash_pool.hpp"
#include "core/metainfo/lint.hpp"
#include "core/metainfo/piece_hashes.hpp"

#include <fmt/format.h>

#include <bit>
#include <unistd.h>

// Everything that can be refused is refused before the first byte is hashed: a terabyte takes an
// hour. What was composed then goes through our own `parse`, so that we never write a .torrent that
// we would not load.

namespace shoal::metainfo {
namespace {

constexpr std::int64_t max_auto_piece = 16 * 1024 * 1024;

Result<void> check_output(fs::path const& output, Overwrite overwrite) {
    std::error_code ignored;
    auto const where = output.string();
    if (fs::is_directory(output, ignored))
        return fail(Errc::invalid_input, "it is a folder; name the file to write", where);
    if (overwrite == Overwrite::no && fs::exists(output, ignored))
        return fail(Errc::conflict, "it exists already", where);
    auto const folder = output.has_parent_path() ? output.parent_path() : fs::path{"."};
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        return tl::make_unexpected(io_error(errno, output));
    return {};
}

Result<std::int64_t> choose_piece_size(api::CreateSpec const& spec, Content const& content) {
    auto const size = spec.piece_size.value_or(
        auto_piece_size(content.size, list_size(content, spec.format), spec.format));
    bool const is_sound = size >= api::block_size && size <= max_piece_size &&
                          std::has_single_bit(static_cast<std::uint64_t>(size));
    if (!is_sound)
        return fail(Errc::invalid_input,
                    fmt::format("a piece size of {} bytes is not a power of two from 16 KiB to "
                                "128 MiB; choose another",
                                size));
    return size;
}

Result<std::vector<PieceHash>> hash_content(api::CreateSpec const& spec, Draft const& draft,
                                            api::OnProgress const& progress, std::stop_token stop) {
    auto const pieces = pieces_in(piece_space(draft.layout), draft.piece_size);
    if (pieces > max_pieces)
        return fail(Errc::invalid_input,
                    fmt::format("{} pieces, and clients load at most {}; use larger ones, or "
                                "an automatic size",
                                pieces, max_pieces));
    std::vector<PieceHash> hashes(static_cast<std::size_t>(pieces));
    PieceSource const source{.files = draft.layout,
                             .paths = draft.disk,
                             .piece_size = draft.piece_size,
                             .v1 = spec.format != api::Format::v2,
                             .v2 = spec.format != api::Format::v1};
    HashPlan const plan{.source = source, .wanted = {}, .threads = spec.threads};
    auto const keep = [&](std::int64_t piece, Result<PieceHash> hash) -> Result<void> {
        SHOAL_TRY(hashes[static_cast<std::size_t>(piece)], std::move(hash));
        return {};
    };
    SHOAL_TRY_VOID(hash_pieces(plan, keep, progress, std::move(stop)));
    SHOAL_TRY_VOID(check_unchanged(draft.content));
    return hashes;
}

api::CreateReport report_on(Metainfo const& torrent, Content const& content) {
    api::CreateReport report;
    report.name = torrent.summary.name;
    report.size = torrent.summary.size;
    report.files = static_cast<std::int64_t>(torrent.summary.files.size());
    report.piece_size = torrent.summary.piece_size;
    report.pieces = torrent.summary.pieces;
    report.info_hash = torrent.summary.info_hash;
    report.magnet = torrent.summary.magnet;
    report.warnings = content.warnings;
    report.warnings.insert(report.warnings.end(), torrent.summary.warnings.begin(),
                           torrent.summary.warnings.end());
    report.content_dir = content.dir;
    report.content_name = content.disk_name;
    return report;
}

} // namespace

std::int64_t hash_bytes_per_piece(api::Format format) {
    std::int64_t const v1 = format == api::Format::v2 ? 0 : sizeof(Sha1Digest);
    std::int64_t const v2 = format == api::Format::v1 ? 0 : sizeof(Sha256Digest);
    return v1 + v2;
}

std::int64_t list_size(Content const& content, api::Format format) {
    std::int64_t const around = format == api::Format::v1 ? 40 : 150;
    std::int64_t size = 0;
    for (auto const& file : content.files)
        size += static_cast<std::int64_t>(file.path.size()) + around;
    return size;
}

std::int64_t auto_piece_size(std::int64_t content_size, std::int64_t list_size,
                             api::Format format) {
    auto size = api::default_piece_size;
    while (size < max_auto_piece &&
           pieces_in(content_size, size) * hash_bytes_per_piece(format) + list_size >
               large_metadata)
        size *= 2;
    return size;
}

Result<api::CreateReport> create(api::CreateSpec const& spec, api::OnProgress const& progress,
                                 std::stop_token stop) {
    auto const began = std::chrono::steady_clock::now();
    SHOAL_TRY(auto const name, content_name(spec));
    auto const output = spec.output.value_or(name + ".torrent");
    SHOAL_TRY_VOID(check_output(output, spec.overwrite));
    SHOAL_TRY(auto content, find_content(spec, output));
    SHOAL_TRY(auto const piece_size, choose_piece_size(spec, content));
    auto const draft = draft_of(std::move(content), spec.format, piece_size);
    SHOAL_TRY(auto const hashes, hash_content(spec, draft, progress, std::move(stop)));
    SHOAL_TRY(auto const torrent, parse(compose_torrent(spec, draft, hashes)));
    SHOAL_TRY_VOID(write_file(output, torrent.bytes, spec.overwrite));
    auto report = report_on(torrent, draft.content);
    report.path = output;
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return report;
}

} // namespace shoal::metainfo
