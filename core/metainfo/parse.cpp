#include "core/api/magnet.hpp"
#include "core/metainfo/bencode.hpp"
#include "core/metainfo/file_list.hpp"
#include "core/metainfo/hash_pool.hpp"
#include "core/metainfo/lint.hpp"
#include "core/metainfo/lt_codec.hpp"
#include "core/metainfo/metainfo.hpp"
#include "core/metainfo/outer_fields.hpp"
#include "core/metainfo/path_check.hpp"
#include "core/metainfo/piece_hashes.hpp"

#include <fmt/format.h>

#include <bit>

// A .torrent is read in two steps. First our own strict reading of the raw values, which refuses
// whatever is not sound: libtorrent would repair it in silence ('..' dropped, twins renamed), and
// then show the user something else than the author wrote. Only then libtorrent lays the files out,
// so that paths and offsets are exactly those it will use; both readings must agree.

namespace shoal::metainfo {
namespace {

using bencode::Value;

constexpr std::int64_t max_torrent_size = 256 * 1024 * 1024;

tl::unexpected<Error> refuse(std::string why) {
    return fail(Errc::invalid_input, std::move(why));
}

/// What the info dict says, checked; not yet laid out.
struct Inspected {
    std::string name;
    std::int64_t piece_size = 0;
    api::Format format = api::Format::v1;
    std::vector<ListedFile> v1; ///< empty for v2-only
    std::vector<ListedFile> v2; ///< empty for v1-only
};

Result<std::string> read_name(Value info) {
    auto const named = [](Error error) {
        error.what = "info.name: " + error.what;
        return error;
    };
    SHOAL_TRY(auto const name, text_field(info, "name").map_error(named));
    SHOAL_TRY_VOID(check_component(name).map_error(named));
    return std::string{name};
}

Result<api::Format> read_format(Value info) {
    auto const version = info.find("meta version");
    bool const has_v1 = info.find("pieces") || info.find("files") || info.find("length");
    if (!version && info.find("file tree"))
        return refuse("info.meta version: missing, but there is a file tree");
    auto const number = version ? version->integer() : std::optional<std::int64_t>{1};
    if (number != 1 && number != 2)
        return refuse("info.meta version: only 1 and 2 are known");
    if (number == 1)
        return api::Format::v1;
    return has_v1 ? api::Format::hybrid : api::Format::v2;
}

Result<std::int64_t> read_piece_size(Value info, api::Format format) {
    auto const value = info.find("piece length");
    auto const size = value ? value->integer() : std::nullopt;
    if (!size)
        return refuse(value ? "info.piece length: is not a number" : "info.piece length: missing");
    if (*size <= 0 || *size > max_piece_size)
        return refuse(fmt::format("info.piece length: {} is not between 1 and {} bytes", *size,
                                  max_piece_size));
    bool const is_v2_size =
        *size >= api::block_size && std::has_single_bit(static_cast<std::uint64_t>(*size));
    if (format != api::Format::v1 && !is_v2_size)
        return refuse(
            fmt::format("info.piece length: {} is not a power of two of at least 16 KiB", *size));
    return *size;
}

/// Both parts of a hybrid must describe the same files, or peers of one kind get something else
/// than those of the other; v1's pads must put each file at a piece of its own.
Result<void> check_hybrid(Inspected const& torrent) {
    std::size_t next = 0;
    std::int64_t offset = 0;
    std::int64_t expected = 0; // the end of the last file, moved up to a piece
    for (auto const& file : torrent.v1) {
        offset += file.size;
        if (file.is_pad)
            continue;
        if (next == torrent.v2.size() || file.path != torrent.v2[next].path ||
            file.size != torrent.v2[next].size)
            return refuse(fmt::format("info: its v1 and v2 parts disagree about '{}'", file.path));
        if (file.size > 0 && offset - file.size != expected)
            return refuse(fmt::format("info.files: '{}' does not begin the next piece", file.path));
        if (file.size > 0)
            expected = pieces_in(offset, torrent.piece_size) * torrent.piece_size;
        ++next;
    }
    if (offset > expected)
        return refuse("info.files: more padding at the end than the last piece has room for");
    if (next != torrent.v2.size())
        return refuse(fmt::format("info: its v1 part lacks '{}'", torrent.v2[next].path));
    return {};
}

Result<void> check_names(std::vector<ListedFile> const& files) {
    std::vector<std::string_view> paths;
    for (auto const& file : files)
        if (!file.is_pad)
            paths.push_back(file.path);
    if (paths.empty())
        return refuse("info: no files but padding");
    return check_collisions(paths).map_error([](Error error) {
        error.what = "info: " + error.what;
        return error;
    });
}

Result<Inspected> inspect(Value info) {
    Inspected torrent;
    SHOAL_TRY(torrent.name, read_name(info));
    SHOAL_TRY(torrent.format, read_format(info));
    SHOAL_TRY(torrent.piece_size, read_piece_size(info, torrent.format));
    if (torrent.format != api::Format::v2) {
        SHOAL_TRY(torrent.v1, list_v1(info, torrent.name));
    }
    if (torrent.format != api::Format::v1) {
        SHOAL_TRY(torrent.v2, list_v2(info, torrent.name));
    }
    SHOAL_TRY_VOID(check_names(torrent.v2.empty() ? torrent.v1 : torrent.v2));
    if (torrent.format == api::Format::hybrid)
        SHOAL_TRY_VOID(check_hybrid(torrent));
    return torrent;
}

std::int64_t total_of(std::vector<ListedFile> const& files) {
    std::int64_t total = 0;
    for (auto const& file : files)
        total += file.size;
    return total;
}

/// Takes libtorrent's layout over, provided it agrees with what we read.
Result<void> lay_out(Inspected const& torrent, Metainfo& out) {
    SHOAL_TRY(out.files, lt_layout(out.bytes));
    auto const& listed = torrent.v2.empty() ? torrent.v1 : torrent.v2;
    std::size_t next = 0;
    std::size_t changed = 0;
    std::string first;
    for (auto& file : out.files) {
        if (file.is_pad)
            continue;
        while (next < listed.size() && listed[next].is_pad)
            ++next;
        if (next == listed.size() || listed[next].size != file.size)
            return refuse(fmt::format("libtorrent reads '{}' differently", file.path));
        if (listed[next].path != file.path) {
            file.raw_path = listed[next].path;
            if (changed++ == 0)
                first = fmt::format("'{}' as '{}'", file.raw_path, file.path);
        }
        ++next;
        out.summary.files.push_back({file.path, file.size});
        out.summary.size += file.size;
    }
    if (changed > 0)
        out.summary.warnings.push_back(
            {"unprintable-name",
             fmt::format("{} names hold control characters, are not UTF-8 or longer than "
                         "240 bytes, and are saved otherwise: {}",
                         changed, first)});
    return {};
}

/// v2 hashes come per listed file; the layout has pads in between.
std::vector<std::vector<Sha256Digest>> spread(std::vector<std::vector<Sha256Digest>> hashes,
                                              std::vector<LayoutFile> const& files) {
    std::vector<std::vector<Sha256Digest>> result(files.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < files.size() && next < hashes.size(); ++i)
        if (!files[i].is_pad)
            result[i] = std::move(hashes[next++]);
    return result;
}

/// A magnet's metadata is the info dict alone: v2's piece layers stand outside of it.
enum class PieceLayers { required, unknown };

Result<void> read_hashes(Value root, Value info, Inspected const& torrent, PieceLayers layers,
                         Metainfo& out) {
    if (torrent.format != api::Format::v2) {
        SHOAL_TRY(out.v1_pieces, v1_hashes(info, total_of(torrent.v1), torrent.piece_size));
    }
    bool const has_layers = torrent.format != api::Format::v1 && layers == PieceLayers::required;
    if (has_layers) {
        SHOAL_TRY(out.v2_pieces, v2_hashes(root, torrent.v2, torrent.piece_size));
    }
    SHOAL_TRY_VOID(lay_out(torrent, out));
    if (has_layers)
        out.v2_pieces = spread(std::move(out.v2_pieces), out.files);
    return {};
}

void hash_info(Value info, Metainfo& out) {
    auto const raw = info.raw();
    auto const bytes = std::as_bytes(std::span{raw.data(), raw.size()});
    if (out.summary.format != api::Format::v2)
        out.summary.info_hash.v1 = sha1(bytes);
    if (out.summary.format != api::Format::v1)
        out.summary.info_hash.v2 = sha256(bytes);
}

std::int64_t count_pieces(Metainfo const& torrent) {
    if (torrent.summary.format != api::Format::v2)
        return static_cast<std::int64_t>(torrent.v1_pieces.size());
    std::int64_t pieces = 0;
    for (auto const& file : torrent.files)
        if (!file.is_pad)
            pieces += pieces_in(file.size, torrent.summary.piece_size);
    return pieces;
}

/// What piece arithmetic relies on, whoever laid the files out.
Result<void> check_layout(Metainfo const& torrent) {
    auto const piece_size = torrent.summary.piece_size;
    bool is_sound = pieces_in(piece_space(torrent.files), piece_size) == torrent.summary.pieces;
    for (std::size_t i = 0; i < torrent.v2_pieces.size(); ++i)
        is_sound =
            is_sound && (torrent.v2_pieces[i].empty() || torrent.files[i].offset % piece_size == 0);
    return is_sound ? Result<void>{} : refuse("info: its files and its pieces do not fit together");
}

Result<Metainfo> parse_sound(std::string bytes, PieceLayers layers) {
    Metainfo out;
    out.bytes = std::move(bytes);
    SHOAL_TRY(auto const document, bencode::Document::parse(out.bytes));
    auto const root = document.root();
    auto const info = root.find("info");
    if (!root.is_dict() || !info || !info->is_dict())
        return refuse(info ? "info: is not a dict" : "info: missing");
    if (layers == PieceLayers::unknown && root.entries().size() != 1)
        return refuse("there is something after its info dict"); // which the hash does not cover
    SHOAL_TRY(auto const torrent, inspect(*info));
    out.summary.has_metadata = true;
    out.summary.name = torrent.name;
    out.summary.format = torrent.format;
    out.summary.piece_size = torrent.piece_size;
    read_outer_fields(root, *info, out.summary);
    SHOAL_TRY_VOID(read_hashes(root, *info, torrent, layers, out));
    hash_info(*info, out);
    out.summary.pieces = count_pieces(out);
    SHOAL_TRY_VOID(check_layout(out));
    out.summary.magnet = api::make_magnet(out.summary);
    for (auto& warning : lint(out.summary, static_cast<std::int64_t>(out.bytes.size())))
        out.summary.warnings.push_back(std::move(warning));
    return out;
}

} // namespace

Result<Metainfo> parse(std::string bytes) {
    return parse_sound(std::move(bytes), PieceLayers::required).map_error([](Error error) {
        error.what = fmt::format("not a sound torrent: {}; get it again from where it came from",
                                 error.what);
        return error;
    });
}

Result<Metainfo> parse_info(std::string_view info) {
    return parse_sound(fmt::format("d4:info{}e", info), PieceLayers::unknown)
        .map_error([](Error error) {
            error.what = fmt::format("the magnet leads to no sound torrent: {}", error.what);
            return error;
        });
}

Result<Metainfo> load(fs::path const& path) {
    SHOAL_TRY(auto bytes, read_file(path, max_torrent_size));
    return parse(std::move(bytes)).map_error(at(path.string()));
}

} // namespace shoal::metainfo
