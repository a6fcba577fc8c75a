#include "core/api/values.hpp"
#include "core/metainfo/import_fields.hpp"
#include "core/metainfo/importers.hpp"

#include <algorithm>

namespace shoal::metainfo {
namespace {

/// Pieces all of whose blocks are there.
std::vector<bool> whole_pieces(std::vector<bool> const& blocks, Metainfo const& metainfo,
                               std::int64_t size) {
    auto const& summary = metainfo.summary;
    std::vector<bool> have;
    for (std::int64_t piece = 0; piece < summary.pieces; ++piece) {
        auto const end = std::min((piece + 1) * summary.piece_size, size);
        bool whole = true;
        for (auto at = piece * summary.piece_size; at < end; at += api::block_size)
            whole = whole && blocks[static_cast<std::size_t>(at / api::block_size)];
        have.push_back(whole);
    }
    return have;
}

std::vector<bool> pieces_of(ClientFile const& resume, Metainfo const& metainfo) {
    auto const progress = resume.root.find("progress");
    auto const blocks = progress ? progress->find("blocks") : std::nullopt;
    auto const text = blocks ? blocks->string().value_or("") : "";
    auto const pieces = static_cast<std::size_t>(metainfo.summary.pieces);
    if (text == "all" || text == "none")
        return std::vector<bool>(pieces, text == "all");
    bool const in_blocks = metainfo.summary.piece_size % api::block_size == 0;
    if (metainfo.files.empty() || !in_blocks)
        return {};
    auto const size = metainfo.files.back().offset + metainfo.files.back().size;
    auto const count = static_cast<std::size_t>((size + api::block_size - 1) / api::block_size);
    auto const each = bits(text, count);
    return each.empty() ? std::vector<bool>{} : whole_pieces(each, metainfo, size);
}

/// When a file's newest piece was found good: a number, or a list of the oldest time less one and
/// what each piece is later than that.
std::optional<WallTime> checked_at(bencode::Value const& value) {
    if (auto const time = value.integer())
        return time_at(*time);
    std::int64_t base = -1;
    std::int64_t latest = 0;
    for (auto const& item : value.items()) {
        auto const number = item.integer().value_or(0);
        (base < 0 ? base : latest) = base < 0 ? number : std::max(latest, number);
    }
    constexpr std::int64_t century = 100LL * 366 * 86400;
    return base > 0 && latest < century ? time_at(base + latest) : std::nullopt;
}

void take_files(ClientFile const& resume, Imported& imported) {
    for (auto const& unwanted : resume.items("dnd"))
        imported.wanted.push_back(unwanted.integer().value_or(0) == 0);
    auto const progress = resume.root.find("progress");
    auto const times = progress ? progress->find("time-checked") : std::nullopt;
    if (!times)
        return;
    for (auto const& time : times->items())
        imported.unchanged_since.push_back(checked_at(time));
}

void take_goal(ClientFile const& resume, Imported& imported) {
    auto const limit = resume.root.find("ratio-limit");
    constexpr std::int64_t own_limit = 1;
    auto const mode = limit ? limit->find("ratio-mode") : std::nullopt;
    auto const text = limit ? limit->find("ratio-limit") : std::nullopt;
    if (!mode || mode->integer() != own_limit || !text)
        return;
    if (auto const ratio = api::parse_ratio(text->string().value_or("")))
        imported.goal.ratio = *ratio;
}

} // namespace

Result<Imported> import_transmission(std::string torrent, std::string_view text) {
    SHOAL_TRY(auto const metainfo, parse(torrent));
    SHOAL_TRY(auto const resume, ClientFile::parse(text));
    Imported imported{.torrent = std::move(torrent),
                      .dir = resume.text("destination"),
                      .have = pieces_of(resume, metainfo),
                      .paused = resume.number("paused") != 0,
                      .uploaded = resume.number("uploaded"),
                      .downloaded = resume.number("downloaded"),
                      .added = resume.time("added-date"),
                      .completed = resume.time("done-date")};
    if (auto const labels = resume.items("labels"); !labels.empty())
        imported.label = labels.front().string().value_or("");
    take_name(resume.text("name"), metainfo, imported);
    take_files(resume, imported);
    take_goal(resume, imported);
    settle(metainfo, imported);
    if (auto const incomplete = resume.text("incomplete-dir");
        !incomplete.empty() && !imported.complete)
        imported.dir = incomplete;
    return imported;
}

} // namespace shoal::metainfo
