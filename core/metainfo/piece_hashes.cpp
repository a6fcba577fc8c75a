#include "core/metainfo/piece_hashes.hpp"

#include "core/metainfo/merkle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace shoal::metainfo {
namespace {

/// `text` cut into digests; its length is a multiple of theirs.
template <class Digest>
std::vector<Digest> cut(std::string_view text) {
    std::vector<Digest> digests(text.size() / Digest{}.size());
    for (auto& digest : digests) {
        std::copy_n(text.begin(), digest.size(), digest.begin());
        text.remove_prefix(digest.size());
    }
    return digests;
}

using Layers = std::unordered_map<std::string_view, std::string_view>;

Result<Layers> layers_of(bencode::Value root) {
    Layers layers;
    auto const dict = root.find("piece layers");
    if (dict && !dict->is_dict())
        return fail(Errc::invalid_input, "piece layers: is not a dict");
    if (!dict)
        return layers;
    for (auto const& [key, value] : dict->entries()) {
        auto const text = value.string();
        if (!text)
            return fail(Errc::invalid_input, "piece layers: holds something that is not text");
        layers.emplace(key, *text);
    }
    return layers;
}

Result<std::vector<Sha256Digest>> layer_of(ListedFile const& file, Layers const& layers,
                                           std::int64_t piece_size) {
    auto const refuse = [&](std::string_view why) {
        return fail(Errc::invalid_input, fmt::format("piece layers: '{}' {}", file.path, why));
    };
    std::string const key(file.root.begin(), file.root.end());
    auto const found = layers.find(key);
    if (found == layers.end())
        return refuse("has none");
    auto const count = static_cast<std::size_t>(pieces_in(file.size, piece_size));
    if (found->second.size() != count * sizeof(Sha256Digest))
        return refuse("has not one hash a piece");
    auto hashes = cut<Sha256Digest>(found->second);
    if (root_of_pieces(hashes, piece_size) != file.root)
        return refuse("does not match its pieces root");
    return hashes;
}

} // namespace

std::int64_t pieces_in(std::int64_t size, std::int64_t piece_size) {
    return size / piece_size + (size % piece_size != 0 ? 1 : 0);
}

Result<std::vector<Sha1Digest>> v1_hashes(bencode::Value info, std::int64_t total,
                                          std::int64_t piece_size) {
    auto const refuse = [](std::string_view why) {
        return fail(Errc::invalid_input, fmt::format("info.pieces: {}", why));
    };
    auto const value = info.find("pieces");
    auto const text = value ? value->string() : std::nullopt;
    if (!text)
        return refuse(value ? "is not text" : "missing");
    if (text->size() % sizeof(Sha1Digest) != 0)
        return refuse("its length is not a multiple of 20");
    auto const wanted = pieces_in(total, piece_size);
    auto const got = static_cast<std::int64_t>(text->size() / sizeof(Sha1Digest));
    if (got != wanted)
        return refuse(fmt::format("{} hashes, but the files make {} pieces", got, wanted));
    if (got > max_pieces)
        return refuse(fmt::format("{} pieces; {} is the most", got, max_pieces));
    return cut<Sha1Digest>(*text);
}

Result<std::vector<std::vector<Sha256Digest>>>
v2_hashes(bencode::Value root, std::vector<ListedFile> const& files, std::int64_t piece_size) {
    SHOAL_TRY(auto const layers, layers_of(root));
    std::vector<std::vector<Sha256Digest>> result(files.size());
    std::int64_t pieces = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto const& file = files[i];
        pieces += pieces_in(file.size, piece_size);
        if (pieces > max_pieces)
            return fail(Errc::invalid_input,
                        fmt::format("info.file tree: more than {} pieces", max_pieces));
        if (file.size > piece_size) {
            SHOAL_TRY(result[i], layer_of(file, layers, piece_size));
        } else if (file.size > 0) {
            result[i] = {file.root};
        }
    }
    return result;
}

} // namespace shoal::metainfo
