#include "core/metainfo/compose_torrent.hpp"

#include "core/base/text.hpp"
#include "core/metainfo/bencode.hpp"
#include "core/metainfo/merkle.hpp"
#include "core/metainfo/piece_hashes.hpp"

namespace shoal::metainfo {
namespace {

using bencode::encode;
using bencode::encode_dict;
using bencode::encode_list;
using bencode::RawDict;

template <class Digest>
std::string_view text_of(Digest const& digest) {
    return {reinterpret_cast<char const*>(digest.data()), digest.size()};
}

/// The path's components, the torrent's name left out.
std::string encode_path(std::string const& path) {
    std::vector<std::string> parts;
    for (auto const& part : split(path.substr(path.find('/') + 1), '/'))
        parts.push_back(encode(std::string_view{part}));
    return encode_list(parts);
}

void add_v1(RawDict& info, Draft const& draft, std::vector<PieceHash> const& hashes) {
    std::string pieces;
    pieces.reserve(hashes.size() * sizeof(Sha1Digest));
    for (auto const& hash : hashes)
        pieces += text_of(hash.v1);
    info["pieces"] = encode(std::string_view{pieces});
    if (draft.content.is_single) {
        info["length"] = encode(draft.content.size);
        return;
    }
    std::vector<std::string> files;
    for (auto const& file : draft.layout) {
        RawDict entry{{"length", encode(file.size)}, {"path", encode_path(file.path)}};
        if (file.is_pad)
            entry["attr"] = encode("p");
        files.push_back(encode_dict(entry));
    }
    info["files"] = encode_list(files);
}

struct TreeNode {
    std::map<std::string, TreeNode> children; ///< in the order of a bencoded dict
    std::string leaf;                         ///< an encoded file's dict
};

std::string encode_tree(TreeNode const& node) {
    if (!node.leaf.empty())
        return encode_dict({{"", node.leaf}});
    RawDict dict;
    for (auto const& [name, child] : node.children)
        dict[name] = encode_tree(child);
    return encode_dict(dict);
}

void add_v2(RawDict& root, RawDict& info, Draft const& draft,
            std::vector<PieceHash> const& hashes) {
    TreeNode tree;
    RawDict layers;
    for (auto const& file : draft.layout) {
        if (file.is_pad)
            continue;
        RawDict leaf{{"length", encode(file.size)}};
        if (file.size > 0) {
            auto const first = hashes.begin() + file.offset / draft.piece_size;
            std::vector<Sha256Digest> layer;
            for (auto i = first; i != first + pieces_in(file.size, draft.piece_size); ++i)
                layer.push_back(i->v2);
            auto const top = layer.size() == 1 ? layer[0] : root_of_pieces(layer, draft.piece_size);
            leaf["pieces root"] = encode(text_of(top));
            std::string joined;
            for (auto const& hash : layer)
                joined += text_of(hash);
            if (layer.size() > 1)
                layers[std::string{text_of(top)}] = encode(std::string_view{joined});
        }
        auto* node = &tree;
        auto parts = split(file.path, '/');
        if (!draft.content.is_single)
            parts.erase(parts.begin());
        for (auto const& part : parts)
            node = &node->children[part];
        node->leaf = encode_dict(leaf);
    }
    info["file tree"] = encode_tree(tree);
    info["meta version"] = encode(2);
    root["piece layers"] = encode_dict(layers);
}

void add_nodes(RawDict& root, std::vector<api::Endpoint> const& nodes) {
    std::vector<std::string> pairs;
    pairs.reserve(nodes.size());
    for (auto const& node : nodes)
        pairs.push_back(encode_list({encode(std::string_view{node.host}), encode(node.port)}));
    if (!pairs.empty())
        root["nodes"] = encode_list(pairs);
}

} // namespace

Draft draft_of(Content content, api::Format format, std::int64_t piece_size) {
    Draft draft{.content = std::move(content), .piece_size = piece_size, .layout = {}, .disk = {}};
    std::int64_t offset = 0;
    for (auto const& file : draft.content.files) {
        auto const past = offset % piece_size;
        if (format != api::Format::v1 && file.size > 0 && past != 0) {
            auto const pad = piece_size - past;
            draft.layout.push_back({.path = draft.content.name + "/.pad/" + std::to_string(pad),
                                    .offset = offset,
                                    .size = pad,
                                    .is_pad = true});
            draft.disk.emplace_back();
            offset += pad;
        }
        draft.layout.push_back({.path = file.path, .offset = offset, .size = file.size});
        draft.disk.push_back(file.disk);
        offset += file.size;
    }
    return draft;
}

std::string compose_torrent(api::CreateSpec const& spec, Draft const& draft,
                            std::vector<PieceHash> const& hashes) {
    RawDict root;
    RawDict info{{"name", encode(std::string_view{draft.content.name})},
                 {"piece length", encode(draft.piece_size)}};
    if (spec.is_private)
        info["private"] = encode(1);
    if (!spec.source.empty())
        info["source"] = encode(std::string_view{spec.source});
    if (spec.format != api::Format::v2)
        add_v1(info, draft, hashes);
    if (spec.format != api::Format::v1)
        add_v2(root, info, draft, hashes);
    root["info"] = encode_dict(info);
    set_trackers(root, spec.trackers);
    set_web_seeds(root, spec.web_seeds);
    set_comment(root, spec.comment);
    add_nodes(root, spec.nodes);
    root["created by"] = encode("shoal/" SHOAL_VERSION);
    if (spec.date)
        root["creation date"] =
            encode(std::chrono::floor<std::chrono::seconds>(*spec.date).time_since_epoch().count());
    return encode_dict(root);
}

} // namespace shoal::metainfo
