#include "core/engine/records/renaming.hpp"

#include "core/base/text.hpp"
#include "core/metainfo/path_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <set>

namespace shoal::engine {
namespace {

bool is_empty_file(fs::path const& path) {
    std::error_code ignored;
    return fs::symlink_status(path, ignored).type() == fs::file_type::regular &&
           fs::file_size(path, ignored) == 0;
}

bool is_there(fs::path const& path) {
    std::error_code ignored;
    return fs::exists(fs::symlink_status(path, ignored));
}

Error is_taken(fs::path const& path) {
    return {Errc::conflict, "there is a file of this name already", path.string()};
}

Result<void> reserve(NameChange const& change, bool again) {
    if (!is_there(change.from)) // it is only told to have another name
        return is_there(change.to) ? tl::make_unexpected(is_taken(change.to)) : Result<void>{};
    std::error_code error;
    fs::create_directories(change.to.parent_path(), error);
    if (error)
        return tl::make_unexpected(io_error(error.value(), change.to.parent_path()));
    Fd const made{::open(change.to.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600)};
    if (made.get() >= 0 || (errno == EEXIST && again && is_empty_file(change.to)))
        return {};
    return tl::make_unexpected(errno == EEXIST ? is_taken(change.to) : io_error(errno, change.to));
}

void remove_reserved(NameChange const& change) {
    std::error_code ignored;
    if (is_there(change.from) && is_empty_file(change.to))
        fs::remove(change.to, ignored);
}

/// Never `dir` itself.
void remove_empty_folders(fs::path folder, fs::path const& dir) {
    std::error_code error;
    for (; folder != dir && folder.has_relative_path(); folder = folder.parent_path())
        if (!fs::is_directory(folder, error) || !fs::remove(folder, error))
            return;
}

Result<void> take_back(NameChange const& change) {
    if (is_there(change.from) || !is_there(change.to))
        return {};
    std::error_code error;
    fs::create_directories(change.from.parent_path(), error);
    fs::rename(change.to, change.from, error);
    return error ? tl::make_unexpected(io_error(error.value(), change.to)) : Result<void>{};
}

/// For `map_error`: `form` with the reason in it.
auto not_a(char const* form, std::string const& name) {
    return [form, name](Error error) {
        auto const what = fmt::format(fmt::runtime(form), error.what);
        return Error{error.code, "this cannot be " + what, name};
    };
}

Result<void> check_path(metainfo::Metainfo const& torrent, std::int64_t file,
                        std::string const& path) {
    bool const is_file = file >= 0 && std::cmp_less(file, torrent.files.size());
    if (!is_file || torrent.files[static_cast<std::size_t>(file)].is_pad)
        return fail(Errc::not_found, "the torrent has no file of this number",
                    std::to_string(file));
    for (std::string const& part : split(path, '/'))
        SHOAL_TRY_VOID(metainfo::check_component(part).map_error(
            not_a("the path of a file: {}; write one below the torrent's folder, without . and ..",
                  path)));
    return {};
}

} // namespace

std::map<std::size_t, std::string> new_paths(metainfo::Metainfo const& torrent,
                                             Placement const& placement,
                                             store::Renaming const& renaming) {
    std::map<std::size_t, std::string> paths;
    for (std::size_t i = 0; i < torrent.files.size(); ++i) {
        bool const is_meant =
            renaming.file ? std::cmp_equal(*renaming.file, i) : !torrent.files[i].is_pad;
        auto const old = path_of(torrent, placement, i);
        auto path = renaming.file ? renaming.name : with_root(old, renaming.name);
        if (is_meant && path != old)
            paths.emplace(i, std::move(path));
    }
    return paths;
}

Result<void> check_names(metainfo::Metainfo const& torrent, Placement const& placement,
                         store::Renaming const& renaming) {
    if (renaming.file)
        SHOAL_TRY_VOID(check_path(torrent, *renaming.file, renaming.name));
    else
        SHOAL_TRY_VOID(metainfo::check_component(renaming.name)
                           .map_error(not_a("the name of a torrent: {}; write one without /, that "
                                            "is neither . nor ..",
                                            renaming.name)));
    auto const changed = new_paths(torrent, placement, renaming);
    std::set<std::string> taken;
    for (std::size_t i = 0; i < torrent.files.size(); ++i) {
        auto const found = changed.find(i);
        auto path = found != changed.end() ? found->second : path_of(torrent, placement, i);
        if (!torrent.files[i].is_pad && !taken.insert(path).second)
            return fail(Errc::conflict, "two files of the torrent would have this name", path);
    }
    return {};
}

std::vector<NameChange> name_changes(metainfo::Metainfo const& torrent, Placement const& placement,
                                     store::Renaming const& renaming) {
    std::vector<NameChange> changes;
    for (auto const& [file, path] : new_paths(torrent, placement, renaming))
        changes.push_back({placement.paths[file], placement.dir / path});
    return changes;
}

Result<void> reserve(std::vector<NameChange> const& changes, bool again) {
    for (auto change = changes.begin(); change != changes.end(); ++change)
        if (auto const reserved = reserve(*change, again); !reserved) {
            std::for_each(changes.begin(), change, remove_reserved);
            return reserved;
        }
    return {};
}

void tidy(std::vector<NameChange> const& changes, fs::path const& dir) {
    std::set<fs::path> left;
    std::set<fs::path> entered;
    for (NameChange const& change : changes) {
        remove_reserved(change);
        left.insert(change.from.parent_path());
        entered.insert(change.to.parent_path());
    }
    std::for_each(entered.begin(), entered.end(), flush_folder);
    for (fs::path const& folder : left)
        remove_empty_folders(folder, dir);
}

Result<void> undo_half_rename(metainfo::Metainfo const& torrent, api::Add const& add,
                              store::Renaming const& renaming) {
    SHOAL_TRY(auto const placement, place(torrent, add, add.dir));
    for (NameChange const& change : name_changes(torrent, placement, renaming))
        SHOAL_TRY_VOID(take_back(change));
    return {};
}

} // namespace shoal::engine
