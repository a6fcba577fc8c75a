#include "core/metainfo/import_folder.hpp"

#include "core/metainfo/importers.hpp"

#include <algorithm>
#include <sys/stat.h>

namespace shoal::metainfo {
namespace {

constexpr std::int64_t largest_file = 64 << 20;

using Import = Result<Imported> (*)(fs::path const& torrent);

Result<std::string> read(fs::path const& path) {
    return read_file(path, largest_file).map_error(at(path.string()));
}

Result<Imported> from_transmission(fs::path const& torrent) {
    auto resume = torrent.parent_path().parent_path() / "resume" / torrent.filename();
    resume.replace_extension(".resume");
    SHOAL_TRY(auto bytes, read(torrent));
    SHOAL_TRY(auto const fields, read(resume));
    return import_transmission(std::move(bytes), fields);
}

Result<Imported> from_qbittorrent(fs::path const& torrent) {
    auto const resume = fs::path{torrent}.replace_extension(".fastresume");
    SHOAL_TRY(auto bytes, read(torrent));
    SHOAL_TRY(auto const fields, read(resume));

    struct stat facts {};

    if (::stat(resume.c_str(), &facts) != 0)
        return tl::make_unexpected(io_error(errno, resume));
    return import_qbittorrent(std::move(bytes), fields,
                              WallTime{std::chrono::seconds{facts.st_mtim.tv_sec}});
}

Result<Imported> from_rtorrent(fs::path const& torrent) {
    SHOAL_TRY(auto bytes, read(torrent));
    SHOAL_TRY(auto const state, read(torrent.string() + ".rtorrent"));
    SHOAL_TRY(auto const resume, read(torrent.string() + ".libtorrent_resume"));
    return import_rtorrent(std::move(bytes), state, resume);
}

/// The files whose name ends so, in order.
std::vector<fs::path> files_ending(fs::path const& folder, std::string_view ending) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator entry{folder, error}; !error && entry != fs::directory_iterator{};
         entry.increment(error))
        if (entry->path().native().ends_with(ending))
            files.push_back(entry->path());
    std::ranges::sort(files);
    return files;
}

ImportedFolder import_all(std::string client, fs::path const& folder, Import import) {
    ImportedFolder result{std::move(client), {}, {}};
    for (auto const& file : files_ending(folder, ".torrent")) {
        auto imported = import(file).map_error(at(file.string()));
        if (imported)
            result.torrents.push_back(*std::move(imported));
        else
            result.failures.push_back(std::move(imported).error());
    }
    return result;
}

} // namespace

Result<ImportedFolder> import_folder(fs::path const& folder) {
    std::error_code error;
    if (fs::directory_iterator{folder, error}; error)
        return tl::make_unexpected(io_error(error.value(), folder));
    std::error_code ignored;
    if (fs::is_directory(folder / "torrents", ignored) &&
        fs::is_directory(folder / "resume", ignored))
        return import_all("Transmission", folder / "torrents", from_transmission);
    if (!files_ending(folder, ".fastresume").empty())
        return import_all("qBittorrent", folder, from_qbittorrent);
    if (!files_ending(folder, ".torrent.rtorrent").empty())
        return import_all("rtorrent", folder, from_rtorrent);
    return fail(
        Errc::not_found,
        "there are no torrents of Transmission (torrents/ and resume/), qBittorrent "
        "(BT_backup) or rtorrent (its session) here; name the folder where the client keeps "
        "them",
        folder.string());
}

} // namespace shoal::metainfo
