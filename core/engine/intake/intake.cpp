#include "core/engine/intake/intake.hpp"

#include "core/base/text.hpp"
#include "core/base/units.hpp"
#include "core/engine/intake/disk_facts.hpp"
#include "core/engine/intake/resolve.hpp"
#include "core/metainfo/check_pieces.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::engine {
namespace {

using metainfo::Metainfo;

bool is_hex(std::string_view text) {
    return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// A bare info-hash is short for a magnet that says nothing else; nothing if it is not one.
std::string magnet_of(std::string const& source) {
    if (starts_with_ignoring_case(source, "magnet:"))
        return source;
    std::error_code ignored;
    if (!is_hex(source) || fs::exists(source, ignored))
        return {};
    if (source.size() == 40)
        return "magnet:?xt=urn:btih:" + source;
    if (source.size() == 64)
        return "magnet:?xt=urn:btmh:1220" + source; // multihash: SHA-256, 32 bytes
    return {};
}

/// Where an observer's files would be: nothing is ever written.
Result<fs::path> folder_of(api::Add const& add) {
    std::error_code error;
    if (add.observe)
        return fs::temp_directory_path(error) / "shoal-writes-nothing-here";
    return usable_dir(add.dir);
}

std::size_t count(std::vector<bool> const& bits) {
    return static_cast<std::size_t>(std::ranges::count(bits, true));
}

std::int64_t wanted_bytes(Intake const& intake) {
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < intake.have.size(); ++i)
        if (intake.wanted[i] && !intake.have[i])
            bytes += intake.torrent->summary.piece_size;
    return std::min(bytes, intake.torrent->summary.size);
}

Result<Metainfo> read(api::Add const& add, Fetch const& fetch, std::stop_token stop) {
    if (!add.torrent.empty())
        return metainfo::parse(add.torrent);
    return is_url(add.source) ? fetch(add.source, std::move(stop)).and_then(metainfo::parse)
                              : metainfo::load(add.source);
}

Opened opened(Metainfo torrent, std::string magnet) {
    Opened opened{.info_hash = torrent.summary.info_hash,
                  .name = torrent.summary.name,
                  .magnet = std::move(magnet)};
    opened.torrent = std::move(torrent);
    return opened;
}

/// Hashes the pieces that are unsure: those that match are had.
Result<void> find_more(Intake& intake, api::OnProgress const& progress, std::stop_token stop) {
    SHOAL_TRY(auto const found,
              metainfo::check_pieces({*intake.torrent, intake.placement.paths, intake.unsure},
                                     progress, std::move(stop)));
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i])
            intake.have[i] = true;
    intake.unsure.clear();
    return {};
}

void use_found_names(Metainfo const& torrent, api::Add const& add, Intake& intake) {
    auto& placement = intake.placement;
    intake.found = find_raw_names(torrent, add, placement);
    for (auto const& [file, name] : intake.found) {
        placement.renames[file] = name;
        placement.paths[file] = placement.dir / name;
    }
}

/// All that are wanted when it is not known what is there.
std::vector<bool> missing_pieces(Intake const& intake) {
    auto missing = intake.wanted;
    for (std::size_t i = 0; i < intake.have.size(); ++i)
        missing[i] = missing[i] && !intake.have[i];
    return missing;
}

Result<void> require_complete(Intake const& intake) {
    auto const missing = count(missing_pieces(intake));
    if (missing == 0 || intake.have.empty())
        return {};
    return fail(
        Errc::conflict,
        fmt::format("{} of {} pieces are missing or damaged; see which with 'shoal verify', or "
                    "complete it with 'shoal get'",
                    missing, count(intake.wanted)),
        (intake.placement.dir / intake.name).string());
}

} // namespace

RecordKey record_key(api::TorrentId id, Intake const& intake) {
    return {id, intake.info_hash, intake.placement.dir / intake.name};
}

bool is_url(std::string_view source) {
    return starts_with_ignoring_case(source, "http://") ||
           starts_with_ignoring_case(source, "https://");
}

Result<Opened> IntakeDesk::open(api::TorrentId id, api::Add const& add,
                                std::stop_token stop) const {
    auto const magnet = magnet_of(add.source);
    if (id != 0)
        if (auto kept = records_.load_torrent(id, {})) {
            SHOAL_TRY(auto torrent, metainfo::parse(*std::move(kept)));
            return opened(std::move(torrent), magnet);
        }
    if (!add.torrent.empty() || magnet.empty()) {
        SHOAL_TRY(auto torrent, read(add, fetch_, std::move(stop)).map_error(at(add.source)));
        return opened(std::move(torrent), magnet);
    }
    SHOAL_TRY(auto const summary, metainfo::parse_magnet(magnet).map_error(at(add.source)));
    if (auto known = records_.load_torrent(id, summary.info_hash)) {
        auto torrent = metainfo::parse(*std::move(known));
        if (torrent)
            return opened(*std::move(torrent), magnet);
    }
    return Opened{.info_hash = summary.info_hash, .name = summary.name, .magnet = magnet};
}

Result<Opened> IntakeDesk::open_metadata(api::Add const& add, std::string const& info) const {
    SHOAL_TRY(auto torrent, metainfo::parse_info(info));
    // Losing this only means to fetch it again next time.
    if (!add.observe)
        (void)records_.save_torrent(torrent.summary.info_hash, torrent.bytes);
    return opened(std::move(torrent), magnet_of(add.source));
}

Result<Intake> IntakeDesk::survey(api::TorrentId id, api::Add const& add, Opened opened,
                                  bool was_here) const {
    Intake intake{.info_hash = opened.info_hash,
                  .name = std::move(opened.name),
                  .magnet = std::move(opened.magnet)};
    SHOAL_TRY(auto const dir, folder_of(add));
    SHOAL_TRY(intake.peers, resolve(add.peers));
    intake.placement.dir = dir;
    if (!opened.torrent)
        return intake;
    intake.name = add.rename.value_or(intake.name);
    SHOAL_TRY(intake.placement, place(*opened.torrent, add, dir));
    if (!add.observe)
        use_found_names(*opened.torrent, add, intake);
    intake.torrent = std::move(opened.torrent);
    intake.wanted = wanted_pieces(*intake.torrent, intake.placement.selected);
    if (add.observe) {
        intake.have.assign(intake.wanted.size(), false);
        return intake;
    }
    SHOAL_TRY_VOID(refuse_strangers(*intake.torrent, intake.placement));
    SHOAL_TRY_VOID(consult_record(id, add, intake, was_here));
    return intake;
}

Result<void> IntakeDesk::consult_record(api::TorrentId id, api::Add const& add, Intake& intake,
                                        bool was_here) const {
    auto const& torrent = *intake.torrent;
    auto const pieces = static_cast<std::size_t>(torrent.summary.pieces);
    auto record = records_.load_record(record_key(id, intake));
    if (add.assume_complete) {
        intake.have.assign(pieces, true);
        return {};
    }
    // A v2 magnet brings no piece hashes: libtorrent asks peers for them and checks by itself.
    if (torrent.v1_pieces.empty() && torrent.v2_pieces.empty())
        return {};
    auto const facts =
        look(torrent, intake.placement, record ? record->have : std::vector<bool>(pieces));
    if (was_here && record && count(record->have) > 0 && !facts.any_data && !add.check)
        return fail(Errc::not_found,
                    "its files are gone; bring them back and resume it, or recheck it to download "
                    "them again",
                    (intake.placement.dir / intake.name).string());
    auto const plan = plan_recheck(record, pieces, facts, add.check);
    bool const is_believed = record && facts.any_data && plan != Recheck::everything;
    intake.was_begun = record.has_value();
    intake.is_to_begin = !is_believed && !add.must_be_complete;
    intake.have = is_believed ? record->have : std::vector<bool>(pieces);
    intake.blocks_kept = is_believed && record->clean;
    if (record) {
        intake.saved = record->saved;
        intake.resume = std::move(record->blob);
    }
    if (plan == Recheck::nothing)
        return {};
    // What we began and did not finish has holes; a stranger's sparse file may be all there.
    intake.unsure = plan == Recheck::unclaimed ? written_pieces(torrent, intake.placement)
                                               : std::vector<bool>(pieces, true);
    for (std::size_t i = 0; i < pieces; ++i)
        intake.unsure[i] = intake.unsure[i] && !intake.have[i];
    return {};
}

Result<Intake> IntakeDesk::check(api::TorrentId id, api::Add const& add, Intake intake,
                                 api::OnProgress const& progress, std::stop_token stop) const {
    if (!intake.torrent || add.observe)
        return intake;
    if (!intake.unsure.empty()) {
        SHOAL_TRY_VOID(find_more(intake, progress, std::move(stop)));
        if (!intake.was_begun && !add.check && !add.must_be_complete && count(intake.have) == 0)
            SHOAL_TRY_VOID(refuse_unrelated(*intake.torrent, intake.placement));
    }
    if (!add.must_be_complete && !add.assume_complete)
        SHOAL_TRY_VOID(refuse_links_out(*intake.torrent, intake.placement, missing_pieces(intake)));
    if (intake.is_to_begin) {
        // From now on the files that stand there are ours, and no claim of an older record holds.
        auto const begun = records_.save_record(record_key(id, intake),
                                                {.have = std::vector<bool>(intake.have.size())});
        if (intake.was_begun)
            SHOAL_TRY_VOID(begun);
    }
    if (add.must_be_complete)
        SHOAL_TRY_VOID(require_complete(intake));
    else
        SHOAL_TRY_VOID(require_space(intake.placement.dir, wanted_bytes(intake)));
    return intake;
}

} // namespace shoal::engine
