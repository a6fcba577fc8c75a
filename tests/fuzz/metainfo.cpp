#include "core/metainfo/metainfo.hpp"

#include "core/base/check.hpp"
#include "core/base/text.hpp"
#include "core/metainfo/bencode.hpp"
#include "core/metainfo/path_check.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>

namespace {

using namespace shoal;
using metainfo::Metainfo;

void check_refusal(Error const& error) {
    SHOAL_CHECK(error.code == Errc::invalid_input && !error.what.empty(), "{}", error.what);
}

/// No path can leave the download folder, and no two are one.
void check_paths(Metainfo const& torrent) {
    std::vector<std::string_view> paths;
    for (auto const& file : torrent.summary.files) {
        for (auto const& part : split(file.path, '/'))
            SHOAL_CHECK(metainfo::check_component(part).has_value(), "{}", file.path);
        paths.push_back(file.path);
    }
    std::sort(paths.begin(), paths.end());
    SHOAL_CHECK(std::adjacent_find(paths.begin(), paths.end()) == paths.end());
    SHOAL_CHECK(!paths.empty());
}

/// Files follow each other without gaps, and the sizes told are theirs.
void check_sizes(Metainfo const& torrent) {
    std::int64_t end = 0;
    std::int64_t content = 0;
    for (auto const& file : torrent.files) {
        SHOAL_CHECK(file.size >= 0 && file.offset == end, "{}", file.path);
        end += file.size;
        content += file.is_pad ? 0 : file.size;
    }
    auto const& summary = torrent.summary;
    SHOAL_CHECK(summary.size == content);
    std::int64_t listed = 0;
    for (auto const& file : summary.files)
        listed += file.size;
    SHOAL_CHECK(listed == content);
    SHOAL_CHECK(summary.piece_size > 0);
    SHOAL_CHECK(summary.pieces == (end + summary.piece_size - 1) / summary.piece_size);
    if (summary.format != api::Format::v2)
        SHOAL_CHECK(torrent.v1_pieces.size() == static_cast<std::size_t>(summary.pieces));
}

void check_equal(Metainfo const& a, Metainfo const& b) {
    SHOAL_CHECK(a.summary.info_hash == b.summary.info_hash);
    SHOAL_CHECK(a.summary.name == b.summary.name);
    SHOAL_CHECK(a.summary.size == b.summary.size && a.summary.pieces == b.summary.pieces);
    SHOAL_CHECK(a.v1_pieces == b.v1_pieces);
    SHOAL_CHECK(std::equal(a.files.begin(), a.files.end(), b.files.begin(), b.files.end(),
                           [](auto const& x, auto const& y) {
                               return x.path == y.path && x.offset == y.offset &&
                                      x.size == y.size && x.is_pad == y.is_pad;
                           }));
}

/// A magnet leads to the info dict alone: it must be the same torrent.
void check_info_alone(Metainfo const& torrent) {
    auto const document = bencode::Document::parse(torrent.bytes);
    SHOAL_CHECK(document.has_value());
    auto const info = document->root().find("info");
    auto const alone = metainfo::parse_info(info->raw());
    SHOAL_CHECK(alone.has_value(), "{}", alone.error().what);
    check_equal(torrent, *alone);
}

/// Whatever is taken for an info dict is what the info-hash is of, to the last byte.
void check_as_info(std::string_view bytes) {
    auto const torrent = metainfo::parse_info(bytes);
    if (!torrent)
        return check_refusal(torrent.error());
    auto const& hash = torrent->summary.info_hash;
    auto const span = std::as_bytes(std::span{bytes.data(), bytes.size()});
    SHOAL_CHECK(!hash.v1 || *hash.v1 == sha1(span));
    SHOAL_CHECK(!hash.v2 || *hash.v2 == sha256(span));
}

} // namespace

void shoal::fuzz::one_input(std::string_view bytes) {
    check_as_info(bytes);
    auto const torrent = metainfo::parse(std::string{bytes});
    if (!torrent)
        return check_refusal(torrent.error());
    check_paths(*torrent);
    check_sizes(*torrent);
    check_info_alone(*torrent);
    auto const again = metainfo::parse(torrent->bytes);
    SHOAL_CHECK(again.has_value());
    check_equal(*torrent, *again);
    SHOAL_CHECK(again->v2_pieces == torrent->v2_pieces);
    SHOAL_CHECK(again->summary.magnet == torrent->summary.magnet);
    SHOAL_CHECK(metainfo::parse_magnet(torrent->summary.magnet).has_value() ||
                torrent->summary.magnet.size() > 256 * 1024);
}
