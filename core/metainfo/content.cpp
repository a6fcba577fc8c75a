#include "core/metainfo/content.hpp"

#include "core/base/glob.hpp"
#include "core/metainfo/file_list.hpp"
#include "core/metainfo/path_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>

namespace shoal::metainfo {
namespace {

/// Things passed over: how many, and the first as an example.
struct Skipped {
    int count = 0;
    std::string first;

    void add(fs::path const& path) {
        if (count++ == 0)
            first = path.string();
    }
};

class Walk {
public:
    Walk(api::CreateSpec const& spec, std::string name, fs::path const& output)
        : spec_(spec), name_(std::move(name)) {
        std::error_code ignored;
        output_ = fs::weakly_canonical(output, ignored);
    }

    /// `inner`: the path within the torrent, the torrent's name left out; empty for that itself.
    Result<void> root(fs::path const& disk, std::string const& inner) {
        std::error_code error;
        root_ = fs::canonical(disk, error);
        if (error)
            return tl::make_unexpected(io_error(error.value(), disk));
        return visit(disk, inner, 0);
    }

    Result<void> visit(fs::path const& disk, std::string const& inner, std::size_t depth) {
        if (is_excluded(inner))
            return {};

        struct stat status {};

        bool is_there = ::lstat(disk.c_str(), &status) == 0;
        bool const is_symlink = is_there && S_ISLNK(status.st_mode);
        if (is_symlink)
            is_there = ::stat(disk.c_str(), &status) == 0;
        if (!is_there) {
            if (depth > 0 && (errno == ENOENT || errno == ELOOP)) { // a symlink to nowhere
                symlinks_.add(disk);
                return {};
            }
            return tl::make_unexpected(io_error(errno, disk));
        }
        if (is_symlink && depth > 0 && !may_follow(disk, S_ISREG(status.st_mode))) {
            symlinks_.add(disk);
            return {};
        }
        if (S_ISDIR(status.st_mode))
            return folder(disk, inner, depth);
        if (!S_ISREG(status.st_mode)) {
            specials_.add(disk);
            return {};
        }
        return file(disk, inner, status);
    }

    [[nodiscard]] std::vector<api::Warning> warnings() const {
        std::vector<api::Warning> result;
        if (symlinks_.count > 0)
            result.push_back({"symlinks-skipped",
                              fmt::format("{} symlinks to folders, out of the tree or to nowhere "
                                          "are left out, as '{}'",
                                          symlinks_.count, symlinks_.first)});
        if (specials_.count > 0)
            result.push_back({"special-files-skipped",
                              fmt::format("{} sockets, pipes or devices are left out, as '{}'",
                                          specials_.count, specials_.first)});
        return result;
    }

    std::vector<ContentFile> files;

private:
    Result<void> folder(fs::path const& disk, std::string const& inner, std::size_t depth) {
        if (depth >= max_components)
            return fail(Errc::invalid_input, "too many folders within each other", disk.string());
        std::error_code error;
        for (fs::directory_iterator entry{disk, error}, end; !error && entry != end;
             entry.increment(error)) {
            auto const name = entry->path().filename().string();
            auto const path = inner.empty() ? name : fmt::format("{}/{}", inner, name);
            SHOAL_TRY_VOID(visit(entry->path(), path, depth + 1));
        }
        if (error)
            return tl::make_unexpected(io_error(error.value(), disk));
        return {};
    }

    Result<void> file(fs::path const& disk, std::string const& inner, struct stat const& status) {
        std::error_code ignored;
        if (disk.filename() == output_.filename() && fs::weakly_canonical(disk, ignored) == output_)
            return {};
        if (files.size() >= max_files)
            return fail(Errc::invalid_input, fmt::format("more than {} files", max_files));
        files.push_back(ContentFile{disk, inner, status.st_size, status.st_mtim});
        return {};
    }

    /// Symlinks only to files within the tree, so that nothing else leaks out and no folder is
    /// walked twice.
    [[nodiscard]] bool may_follow(fs::path const& disk, bool is_file) const {
        std::error_code error;
        auto const target = fs::canonical(disk, error);
        auto const diverged =
            std::mismatch(root_.begin(), root_.end(), target.begin(), target.end()).first;
        return is_file && !error && diverged == root_.end();
    }

    [[nodiscard]] bool is_excluded(std::string const& inner) const {
        auto const path = inner.empty() ? inner : name_ + "/" + inner;
        return std::any_of(spec_.exclude.begin(), spec_.exclude.end(),
                           [&](auto const& glob) { return glob_fits(glob, path); });
    }

    api::CreateSpec const& spec_;
    std::string name_; ///< of the torrent
    fs::path output_;
    fs::path root_;
    Skipped symlinks_;
    Skipped specials_;
};

/// Absolute, without trailing slash, so that it has a last part.
fs::path normal(fs::path const& path) {
    bool const climbs = std::find(path.begin(), path.end(), "..") != path.end();
    std::error_code ignored; // a path that is not there is reported when it is opened
    auto result = climbs ? fs::weakly_canonical(path, ignored)
                         : fs::absolute(path, ignored).lexically_normal();
    return result.has_filename() ? result : result.parent_path();
}

/// Where a seed finds the content again: under one parent, or, of several paths, nowhere unless all
/// lie in one folder, which then is the content.
void locate(api::CreateSpec const& spec, Content& content) {
    auto place = normal(spec.paths[0]);
    if (spec.paths.size() > 1) {
        place = place.parent_path();
        for (auto const& path : spec.paths)
            if (normal(path).parent_path() != place)
                return;
    }
    content.dir = place.parent_path();
    if (place.filename() != content.name)
        content.disk_name = place.filename().string();
}

bool by_folder(ContentFile const& a, ContentFile const& b) {
    auto const rank = [](char c) {
        return c == '/' ? 0 : static_cast<unsigned char>(c) + 1;
    };
    return std::lexicographical_compare(a.path.begin(), a.path.end(), b.path.begin(), b.path.end(),
                                        [&](char x, char y) { return rank(x) < rank(y); });
}

Result<void> check_paths(Content const& content, api::CreateSpec const& spec) {
    auto const format = spec.format;
    auto const where = spec.paths.front().string();
    if (content.files.empty())
        return fail(Errc::invalid_input,
                    spec.exclude.empty()
                        ? "there are no files in it; put there what is to be shared"
                        : "no file is left of it; leave out less with --exclude",
                    where);
    if (content.size == 0)
        return fail(Errc::invalid_input,
                    "all its files are empty, so there is nothing to share; add one with content",
                    where);
    if (content.size > max_total_size)
        return fail(Errc::invalid_input, "more than 256 TiB");
    auto const nested = fmt::format("{0}/{0}", content.name);
    if (format != api::Format::v1 && content.files.size() == 1 && content.files[0].path == nested)
        return fail(Errc::invalid_input,
                    "the folder holds one file of its own name, which v2 cannot "
                    "tell from a lone file; rename one, or make a v1 torrent");
    std::vector<std::string_view> paths;
    for (auto const& file : content.files) {
        if (file.path.size() > max_path)
            return fail(
                Errc::invalid_input,
                fmt::format("a path of {} bytes; {} is the most", file.path.size(), max_path),
                file.disk.string());
        paths.emplace_back(file.path);
    }
    return check_collisions(paths).map_error([](Error error) {
        error.what += "; rename one, or leave it out";
        return error;
    });
}

} // namespace

Result<std::string> content_name(api::CreateSpec const& spec) {
    if (spec.paths.empty())
        return fail(Errc::invalid_input, "no content; name a file or folder");
    if (spec.name.empty() && spec.paths.size() > 1)
        return fail(Errc::invalid_input, "several paths need a common name; give one with --name");
    auto const name = spec.name.empty() ? normal(spec.paths[0]).filename().string() : spec.name;
    SHOAL_TRY_VOID(check_component(name).map_error([&](Error error) {
        error.what =
            fmt::format("'{}' cannot name a torrent: {}; choose another name", name, error.what);
        return error;
    }));
    return name;
}

Result<Content> find_content(api::CreateSpec const& spec, fs::path const& output) {
    Content content;
    SHOAL_TRY(content.name, content_name(spec));
    Walk walk{spec, content.name, output};
    for (auto const& path : spec.paths)
        SHOAL_TRY_VOID(
            walk.root(path, spec.paths.size() == 1 ? "" : normal(path).filename().string()));
    content.files = std::move(walk.files);
    content.warnings = walk.warnings();
    content.is_single = content.files.size() == 1 && content.files[0].path.empty();
    for (auto& file : content.files) {
        file.path = content.is_single ? content.name : content.name + "/" + file.path;
        content.size += file.size;
    }
    auto const by_path = [](auto const& a, auto const& b) {
        return a.path < b.path;
    };
    if (spec.format == api::Format::v1)
        std::sort(content.files.begin(), content.files.end(), by_path);
    else
        std::sort(content.files.begin(), content.files.end(), by_folder);
    locate(spec, content);
    SHOAL_TRY_VOID(check_paths(content, spec).map_error(at(spec.paths[0].string())));
    return content;
}

Result<void> check_unchanged(Content const& content) {
    for (auto const& file : content.files) {
        struct stat status {};

        if (::stat(file.disk.c_str(), &status) != 0)
            return tl::make_unexpected(io_error(errno, file.disk));
        if (status.st_size != file.size || status.st_mtim.tv_sec != file.modified.tv_sec ||
            status.st_mtim.tv_nsec != file.modified.tv_nsec)
            return fail(Errc::busy,
                        "it changed while it was being read; run again when nothing writes to it",
                        file.disk.string());
    }
    return {};
}

} // namespace shoal::metainfo
