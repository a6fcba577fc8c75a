#include "core/engine/intake.hpp"

#include "core/base/text.hpp"
#include "core/base/units.hpp"
#include "core/engine/disk_facts.hpp"
#include "core/engine/resolve.hpp"
#include "core/metainfo/check_pieces.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::engine {
namespace {

using metainfo::Metainfo;

bool is_url(std::string_view source) {
    return starts_with_ignoring_case(source, "http://") ||
           starts_with_ignoring_case(source, "https://");
}

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

Result<void> require_complete(Intake const& intake) {
    std::size_t missing = 0;
    for (std::size_t i = 0; i < intake.have.size(); ++i)
        if (intake.wanted[i] && !intake.have[i])
            ++missing;
    if (missing == 0)
        return {};
    return fail(
        Errc::conflict,
        fmt::format("{} of {} pieces are missing or damaged; see which with 'shoal verify', or "
                    "complete it with 'shoal get'",
                    missing, count(intake.wanted)),
        (intake.placement.dir / intake.name).string());
}

} // namespace

Result<Intake> IntakeDesk::take_in(api::Add const& add, api::OnProgress const& progress,
                                   std::stop_token stop) const {
    auto const magnet = magnet_of(add.source);
    if (magnet.empty()) {
        SHOAL_TRY(auto torrent, is_url(add.source)
                                    ? fetch_(add.source, stop).and_then(metainfo::parse)
                                    : metainfo::load(add.source));
        return admit(add, std::move(torrent), {}, progress, stop).map_error(at(add.source));
    }
    SHOAL_TRY(auto const summary, metainfo::parse_magnet(magnet).map_error(at(add.source)));
    if (auto known = files_.load_torrent(summary.info_hash)) {
        auto torrent = metainfo::parse(*std::move(known));
        if (torrent)
            return admit(add, *std::move(torrent), magnet, progress, stop);
    }
    SHOAL_TRY(auto const dir, usable_dir(add.dir));
    SHOAL_TRY(auto peers, resolve(add.peers));
    return Intake{.info_hash = summary.info_hash,
                  .name = summary.name,
                  .placement = {.dir = dir},
                  .magnet = magnet,
                  .peers = std::move(peers)};
}

Result<Intake> IntakeDesk::take_in_metadata(api::Add const& add, std::string const& info,
                                            api::OnProgress const& progress,
                                            std::stop_token stop) const {
    SHOAL_TRY(auto torrent, metainfo::parse_info(info));
    // Losing this only means to fetch it again next time.
    (void)files_.save_torrent(torrent.summary.info_hash, torrent.bytes);
    return admit(add, std::move(torrent), magnet_of(add.source), progress, stop);
}

Result<Intake> IntakeDesk::admit(api::Add const& add, Metainfo torrent, std::string magnet,
                                 api::OnProgress const& progress, std::stop_token stop) const {
    SHOAL_TRY(auto const dir, usable_dir(add.dir));
    SHOAL_TRY(auto placement, place(torrent, add, dir));
    SHOAL_TRY(auto peers, resolve(add.peers));
    Intake intake{.info_hash = torrent.summary.info_hash,
                  .name = add.rename.value_or(torrent.summary.name),
                  .placement = std::move(placement),
                  .magnet = std::move(magnet),
                  .peers = std::move(peers)};
    intake.wanted = wanted_pieces(torrent, intake.placement.selected);
    intake.torrent = std::move(torrent);
    SHOAL_TRY_VOID(refuse_strangers(*intake.torrent, intake.placement));
    SHOAL_TRY_VOID(check(add, intake, progress, stop));
    if (add.must_be_complete)
        SHOAL_TRY_VOID(require_complete(intake));
    else
        SHOAL_TRY_VOID(require_space(intake.placement.dir, wanted_bytes(intake)));
    return intake;
}

Result<void> IntakeDesk::check(api::Add const& add, Intake& intake, api::OnProgress const& progress,
                               std::stop_token stop) const {
    auto const& torrent = *intake.torrent;
    auto const pieces = static_cast<std::size_t>(torrent.summary.pieces);
    auto record = files_.load_record(intake.info_hash, intake.placement.dir / intake.name);
    auto const facts =
        look(torrent, intake.placement, record ? record->have : std::vector<bool>(pieces));
    if (add.assume_complete) {
        intake.have.assign(pieces, true);
        return {};
    }
    // A v2 magnet brings no piece hashes: libtorrent asks peers for them and checks by itself.
    if (torrent.v1_pieces.empty() && torrent.v2_pieces.empty())
        return {};
    auto const plan = plan_recheck(record, pieces, facts, add.check);
    bool const is_believed = record && facts.any_data && plan != Recheck::everything;
    intake.have = is_believed ? record->have : std::vector<bool>(pieces);
    if (record)
        intake.resume = std::move(record->blob);
    intake.blocks_kept = is_believed && record->clean;
    if (plan != Recheck::nothing) {
        // What we began and did not finish has holes; a stranger's sparse file may be all there.
        auto const worth = plan == Recheck::unclaimed ? written_pieces(torrent, intake.placement)
                                                      : std::vector<bool>(pieces, true);
        SHOAL_TRY_VOID(find_more(intake, worth, progress, stop));
        if (!record && !add.check && !add.must_be_complete && count(intake.have) == 0)
            SHOAL_TRY_VOID(refuse_unrelated(torrent, intake.placement));
    }
    if (is_believed || add.must_be_complete)
        return {};
    // From now on the files that stand there are ours, and no claim of an older record holds.
    auto const begun = files_.save_record(intake.info_hash, intake.placement.dir / intake.name,
                                          {.have = std::vector<bool>(pieces)});
    return record ? begun : Result<void>{};
}

Result<void> IntakeDesk::find_more(Intake& intake, std::vector<bool> const& worth,
                                   api::OnProgress const& progress, std::stop_token stop) {
    auto const pieces = intake.have.size();
    std::vector<bool> unsure(pieces);
    for (std::size_t i = 0; i < pieces; ++i)
        unsure[i] = !intake.have[i] && worth[i];
    SHOAL_TRY(auto const found,
              metainfo::check_pieces({*intake.torrent, intake.placement.paths, unsure}, progress,
                                     std::move(stop)));
    for (std::size_t i = 0; i < pieces; ++i)
        if (found[i])
            intake.have[i] = true;
    return {};
}

} // namespace shoal::engine
