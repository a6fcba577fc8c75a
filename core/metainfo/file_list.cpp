#include "core/metainfo/file_list.hpp"

#include "core/metainfo/path_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::metainfo {
namespace {

using bencode::Value;

tl::unexpected<Error> bad_field(std::string_view field, std::string_view why) {
    return fail(Errc::invalid_input, fmt::format("{}: {}", field, why));
}

/// Names the field in an error from below.
auto in_field(std::string field) {
    return [field = std::move(field)](Error error) {
        error.what = fmt::format("{}: {}", field, error.what);
        return error;
    };
}

/// Adds up sizes and paths; refuses what is negative or too much.
class Sums {
public:
    Result<void> add_path(std::size_t bytes, std::string const& field) {
        path_bytes_ += bytes;
        if (bytes > max_path)
            return bad_field(field,
                             fmt::format("path of {} bytes; {} is the most", bytes, max_path));
        if (path_bytes_ > max_path_bytes)
            return bad_field(field, "the paths add up to more than 64 MiB");
        return {};
    }

    Result<std::int64_t> add(Value dict, std::string const& field, bool may_miss) {
        auto const value = dict.find("length");
        if (!value && may_miss)
            return 0;
        auto const length = value ? value->integer() : std::nullopt;
        if (!length)
            return bad_field(field, value ? "is not a number" : "missing");
        if (*length < 0)
            return bad_field(field, "is negative");
        if (*length > max_total_size - total_)
            return bad_field(field, "the files add up to more than 256 TiB");
        total_ += *length;
        return *length;
    }

private:
    std::int64_t total_ = 0;
    std::size_t path_bytes_ = 0;
};

bool has_attribute(Value dict, char attribute) {
    auto const value = dict.find("attr");
    auto const text = value ? value->string() : std::nullopt;
    return text && text->find(attribute) != std::string_view::npos;
}

/// A list of components, joined; each is checked.
Result<std::string> join_path(Value list, std::string const& field) {
    if (!list.is_list())
        return bad_field(field, "is not a list");
    std::string path;
    auto const parts = list.items();
    if (parts.empty())
        return bad_field(field, "empty");
    if (parts.size() > max_components)
        return bad_field(field, "too many folders within each other");
    for (auto const& part : parts) {
        auto const text = part.string();
        if (!text)
            return bad_field(field, "holds something that is not a name");
        SHOAL_TRY_VOID(check_component(*text).map_error(in_field(field)));
        path += path.empty() ? "" : "/";
        path += *text;
    }
    return path;
}

/// BEP 47: a target is a list of components from the torrent's folder, so sound components keep it
/// inside.
Result<void> check_symlink(Value file, std::string const& field) {
    if (!has_attribute(file, 'l'))
        return {};
    auto const target = file.find("symlink path");
    if (!target)
        return bad_field(field, "missing");
    SHOAL_TRY(auto const path, join_path(*target, field));
    (void)path;
    return {};
}

Result<std::string> v1_path(Value file, bool is_pad, std::int64_t size, std::string const& field) {
    auto const plain = file.find("path");
    auto const utf8 = file.find("path.utf-8");
    if (!plain && !utf8) {
        if (is_pad)
            return fmt::format(".pad/{}", size);
        return bad_field(field, "missing");
    }
    // Both are checked: which one another client takes is not ours to say.
    std::string path;
    if (plain) {
        SHOAL_TRY(path, join_path(*plain, field));
    }
    if (utf8) {
        SHOAL_TRY(path, join_path(*utf8, field + ".utf-8"));
    }
    return path;
}

Result<ListedFile> v1_file(Value entry, std::string_view name, Sums& sums,
                           std::string const& field) {
    if (!entry.is_dict())
        return bad_field(field, "is not a dict");
    ListedFile file;
    file.is_pad = has_attribute(entry, 'p');
    file.is_symlink = has_attribute(entry, 'l');
    SHOAL_TRY(file.size, sums.add(entry, field + ".length", file.is_symlink));
    SHOAL_TRY_VOID(check_symlink(entry, field + ".symlink path"));
    SHOAL_TRY(auto const path, v1_path(entry, file.is_pad, file.size, field + ".path"));
    file.path = fmt::format("{}/{}", name, path);
    SHOAL_TRY_VOID(sums.add_path(file.path.size(), field + ".path"));
    return file;
}

class TreeWalk {
public:
    Result<void> folder(Value dict, std::string const& path, std::size_t depth) {
        if (depth > max_components)
            return bad_field("info.file tree", "too many folders within each other");
        auto const entries = dict.entries();
        if (entries.empty())
            return bad_field("info.file tree", fmt::format("'{}' is an empty folder", path));
        for (auto const& [key, value] : entries) {
            SHOAL_TRY_VOID(check_component(key).map_error(in_field("info.file tree")));
            if (!value.is_dict())
                return bad_field("info.file tree", fmt::format("'{}' is not a dict", key));
            SHOAL_TRY_VOID(entry(
                value, path.empty() ? std::string{key} : fmt::format("{}/{}", path, key), depth));
        }
        return {};
    }

    std::vector<ListedFile> files;

private:
    /// A file, or a folder one deeper.
    Result<void> entry(Value dict, std::string const& path, std::size_t depth) {
        auto const leaf = dict.find("");
        if (!leaf)
            return folder(dict, path, depth + 1);
        if (dict.entries().size() != 1)
            return bad_field("info.file tree", fmt::format("'{}' is both file and folder", path));
        return file(*leaf, path);
    }

    Result<void> file(Value leaf, std::string const& path) {
        auto const field = fmt::format("info.file tree: '{}'", path);
        if (!leaf.is_dict())
            return bad_field(field, "is not a dict");
        if (files.size() >= max_files)
            return bad_field("info.file tree", "too many files");
        SHOAL_TRY_VOID(sums_.add_path(path.size(), "info.file tree"));
        ListedFile listed;
        listed.path = path;
        listed.is_symlink = has_attribute(leaf, 'l');
        SHOAL_TRY(listed.size, sums_.add(leaf, field + " length", listed.is_symlink));
        SHOAL_TRY_VOID(check_symlink(leaf, field + " symlink path"));
        auto const root = leaf.find("pieces root");
        if (listed.size > 0) {
            auto const text = root ? root->string() : std::nullopt;
            if (!text || text->size() != listed.root.size())
                return bad_field(field + " pieces root", root ? "is not 32 bytes" : "missing");
            std::copy(text->begin(), text->end(), listed.root.begin());
        }
        files.push_back(std::move(listed));
        return {};
    }

    Sums sums_;
};

} // namespace

Result<std::string_view> text_field(Value dict, std::string_view key) {
    auto value = dict.find(fmt::format("{}.utf-8", key));
    if (!value)
        value = dict.find(key);
    auto const text = value ? value->string() : std::nullopt;
    if (!text)
        return fail(Errc::invalid_input, value ? "is not text" : "missing");
    return *text;
}

Result<std::vector<ListedFile>> list_v1(Value info, std::string_view name) {
    auto const files = info.find("files");
    auto const length = info.find("length");
    if (files && length)
        return bad_field("info", "has both 'files' and 'length'");
    Sums sums;
    if (!files) {
        ListedFile only;
        only.path = name;
        SHOAL_TRY(only.size, sums.add(info, "info.length", false));
        return std::vector{only};
    }
    if (!files->is_list())
        return bad_field("info.files", "is not a list");
    auto const entries = files->items();
    if (entries.empty() || entries.size() > max_files)
        return bad_field("info.files", entries.empty() ? "empty" : "too many files");
    std::vector<ListedFile> result;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        SHOAL_TRY(auto file, v1_file(entries[i], name, sums, fmt::format("info.files[{}]", i)));
        result.push_back(std::move(file));
    }
    return result;
}

Result<std::vector<ListedFile>> list_v2(Value info, std::string_view name) {
    auto const tree = info.find("file tree");
    if (!tree || !tree->is_dict())
        return bad_field("info.file tree", tree ? "is not a dict" : "missing");
    TreeWalk walk;
    SHOAL_TRY_VOID(walk.folder(*tree, "", 1));
    // BEP 52: a lone file of the torrent's own name is a single-file torrent.
    bool const is_single = walk.files.size() == 1 && walk.files[0].path == name;
    if (!is_single)
        for (auto& file : walk.files)
            file.path = fmt::format("{}/{}", name, file.path);
    return std::move(walk.files);
}

} // namespace shoal::metainfo
