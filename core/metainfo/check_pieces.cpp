#include "core/metainfo/check_pieces.hpp"

#include "core/metainfo/hash_pool.hpp"

namespace shoal::metainfo {
namespace {

/// The v2 hash of each piece of the piece space, where there is a v2 part.
std::vector<Sha256Digest> v2_by_piece(Metainfo const& torrent, std::size_t pieces) {
    std::vector<Sha256Digest> result(torrent.v2_pieces.empty() ? 0 : pieces);
    for (std::size_t i = 0; i < torrent.v2_pieces.size(); ++i) {
        auto piece = static_cast<std::size_t>(torrent.files[i].offset / torrent.summary.piece_size);
        for (auto const& hash : torrent.v2_pieces[i])
            result[piece++] = hash;
    }
    return result;
}

} // namespace

Result<std::vector<bool>> check_pieces(CheckSpec const& spec, api::OnProgress const& progress,
                                       std::stop_token stop) {
    auto const& torrent = spec.torrent;
    auto const pieces = static_cast<std::size_t>(torrent.summary.pieces);
    auto const v2 = v2_by_piece(torrent, pieces);
    PieceSource const source{.files = torrent.files,
                             .paths = spec.paths,
                             .piece_size = torrent.summary.piece_size,
                             .v1 = !torrent.v1_pieces.empty(),
                             .v2 = !v2.empty()};
    HashPlan const plan{.source = source, .wanted = spec.wanted, .threads = spec.threads};
    std::vector<char> good(pieces); // not vector<bool>: threads write neighbours
    auto const compare = [&](std::int64_t piece, Result<PieceHash> const& hash) -> Result<void> {
        auto const i = static_cast<std::size_t>(piece);
        if (!hash && spec.on_failure)
            spec.on_failure(piece, hash.error());
        bool const is_good = hash && (!source.v1 || hash->v1 == torrent.v1_pieces[i]) &&
                             (!source.v2 || hash->v2 == v2[i]);
        good[i] = is_good ? 1 : 0;
        return {};
    };
    SHOAL_TRY_VOID(hash_pieces(plan, compare, progress, std::move(stop)));
    return std::vector<bool>(good.begin(), good.end());
}

} // namespace shoal::metainfo
