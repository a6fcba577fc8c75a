#include "core/metainfo/import_fields.hpp"
#include "core/metainfo/importers.hpp"

#include <charconv>

namespace shoal::metainfo {
namespace {

std::vector<bool> pieces_of(ClientFile const& resume, Metainfo const& metainfo) {
    auto const field = resume.root.find("bitfield");
    auto const pieces = static_cast<std::size_t>(metainfo.summary.pieces);
    if (!field)
        return {};
    if (auto const count = field->integer()) // all or none
        return std::vector<bool>(pieces, *count == metainfo.summary.pieces);
    return bits(field->string().value_or(""), pieces);
}

void take_files(ClientFile const& resume, Imported& imported) {
    for (auto const& file : resume.items("files")) {
        auto const time = file.find("mtime");
        auto const priority = file.find("priority");
        imported.unchanged_since.push_back(time ? time_at(time->integer().value_or(0))
                                                : std::nullopt);
        imported.wanted.push_back(!priority || priority->integer() != 0);
    }
}

/// "a%20b", as front ends write labels.
std::string unescaped(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        unsigned byte = 0;
        bool const is_escape =
            text.front() == '%' && text.size() >= 3 &&
            std::from_chars(text.data() + 1, text.data() + 3, byte, 16).ptr == text.data() + 3;
        result += is_escape ? static_cast<char>(byte) : text.front();
        text.remove_prefix(is_escape ? 3 : 1);
    }
    return result;
}

/// It keeps the folder of the files: for several that is the torrent's own.
void take_place(ClientFile const& state, Metainfo const& metainfo, Imported& imported) {
    fs::path directory = state.text("directory");
    bool const has_folder = metainfo.files.front().path.find('/') != std::string::npos;
    if (directory.has_relative_path() && !directory.has_filename())
        directory = directory.parent_path();
    if (!has_folder || !directory.has_filename()) {
        imported.dir = directory;
        return;
    }
    imported.dir = directory.parent_path();
    take_name(directory.filename(), metainfo, imported);
}

} // namespace

Result<Imported> import_rtorrent(std::string torrent, std::string_view state_text,
                                 std::string_view resume_text) {
    SHOAL_TRY(auto const metainfo, parse(torrent));
    SHOAL_TRY(auto const state, ClientFile::parse(state_text));
    SHOAL_TRY(auto const resume, ClientFile::parse(resume_text));
    Imported imported{.torrent = std::move(torrent),
                      .have = pieces_of(resume, metainfo),
                      .paused = state.number("state") == 0,
                      .label = unescaped(state.text("custom1")),
                      .uploaded = state.number("total_uploaded"),
                      .downloaded = state.number("total_downloaded"),
                      .added = state.time("timestamp.started"),
                      .completed = state.time("timestamp.finished")};
    take_place(state, metainfo, imported);
    take_files(resume, imported);
    settle(metainfo, imported);
    return imported;
}

} // namespace shoal::metainfo
