#include "core/metainfo/import_fields.hpp"
#include "core/metainfo/importers.hpp"

#include <algorithm>

namespace shoal::metainfo {
namespace {

/// One byte a piece; its lowest bit says whether it is there.
std::vector<bool> pieces_of(ClientFile const& resume, Metainfo const& metainfo) {
    auto const bytes = resume.text("pieces");
    if (bytes.size() != static_cast<std::size_t>(metainfo.summary.pieces))
        return {};
    std::vector<bool> have;
    for (char const byte : bytes)
        have.push_back((byte & 1) != 0);
    return have;
}

/// The name that all files have in front in place of the torrent's; nothing if more was changed.
std::optional<std::string> new_name(std::vector<bencode::Value> const& paths,
                                    Metainfo const& metainfo) {
    auto const& files = metainfo.files;
    if (paths.size() != files.size() || files.empty())
        return std::nullopt;
    auto const first = paths.front().string().value_or("");
    std::string const name{first.substr(0, first.find('/'))};
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto const rest =
            files[i].path.substr(std::min(files[i].path.find('/'), files[i].path.size()));
        if (!files[i].is_pad && paths[i].string() != name + rest)
            return std::nullopt;
    }
    return name;
}

/// Renamed files are told as "mapped_files". If it is more than the torrent's own name, nothing can
/// be said of what lies where.
void take_paths(ClientFile const& resume, Metainfo const& metainfo, Imported& imported) {
    auto const paths = resume.items("mapped_files");
    if (paths.empty())
        return;
    if (auto const name = new_name(paths, metainfo))
        return take_name(*name, metainfo, imported);
    imported.have.clear();
}

void take_goal(ClientFile const& resume, Imported& imported) {
    // In thousandths; negative: the session's, or none.
    if (auto const ratio = resume.number("qBt-ratioLimit");
        ratio >= 0 && resume.root.find("qBt-ratioLimit"))
        imported.goal.ratio = static_cast<double>(ratio) / 1000;
    // In minutes.
    constexpr std::int64_t century = 100LL * 366 * 24 * 60;
    auto const time = resume.number("qBt-seedingTimeLimit");
    if (time > 0 && time < century)
        imported.goal.time = std::chrono::minutes{time};
}

} // namespace

Result<Imported> import_qbittorrent(std::string torrent, std::string_view fastresume,
                                    WallTime saved) {
    SHOAL_TRY(auto const metainfo, parse(torrent));
    SHOAL_TRY(auto const resume, ClientFile::parse(fastresume));
    Imported imported{.torrent = std::move(torrent),
                      .dir = resume.text("save_path"),
                      .have = pieces_of(resume, metainfo),
                      .unchanged_since =
                          std::vector<std::optional<WallTime>>(metainfo.files.size(), saved),
                      // What waits in its queue is paused too, but managed.
                      .paused = resume.number("paused") != 0 && resume.number("auto_managed") == 0,
                      .label = resume.text("qBt-category"),
                      .uploaded = resume.number("total_uploaded"),
                      .downloaded = resume.number("total_downloaded"),
                      .added = resume.time("added_time"),
                      .completed = resume.time("completed_time")};
    if (imported.dir.empty())
        imported.dir = resume.text("qBt-savePath");
    for (auto const& priority : resume.items("file_priority"))
        imported.wanted.push_back(priority.integer() != 0);
    take_paths(resume, metainfo, imported);
    take_goal(resume, imported);
    settle(metainfo, imported);
    return imported;
}

} // namespace shoal::metainfo
