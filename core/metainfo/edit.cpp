#include "core/metainfo/edit.hpp"

#include "core/metainfo/metainfo.hpp"
#include "core/metainfo/outer_fields.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::metainfo {
namespace {

using Tiers = std::vector<std::vector<std::string>>;

bool holds(Tiers const& tiers, std::string const& url) {
    return std::any_of(tiers.begin(), tiers.end(), [&](auto const& tier) {
        return std::find(tier.begin(), tier.end(), url) != tier.end();
    });
}

Result<Tiers> changed_trackers(api::EditSpec const& spec, Tiers const& present) {
    auto tiers = spec.trackers.value_or(present);
    for (auto const& url : spec.remove_trackers) {
        if (!holds(tiers, url))
            return fail(
                Errc::not_found,
                fmt::format("it has no tracker '{}'; `shoal show` lists those it has", url));
        for (auto& tier : tiers)
            std::erase(tier, url);
    }
    for (auto tier : spec.add_trackers) {
        std::erase_if(tier, [&](auto const& url) { return holds(tiers, url); });
        tiers.push_back(std::move(tier));
    }
    std::erase_if(tiers, [](auto const& tier) { return tier.empty(); });
    return tiers;
}

Result<std::string> edited(api::EditSpec const& spec, Metainfo const& torrent) {
    SHOAL_TRY(auto const document, bencode::Document::parse(torrent.bytes));
    bencode::RawDict root;
    for (auto const& [key, value] : document.root().entries())
        root.emplace(key, value.raw());
    if (spec.trackers || !spec.add_trackers.empty() || !spec.remove_trackers.empty()) {
        SHOAL_TRY(auto const tiers, changed_trackers(spec, torrent.summary.trackers));
        set_trackers(root, tiers);
    }
    if (spec.web_seeds)
        set_web_seeds(root, *spec.web_seeds);
    if (spec.comment)
        set_comment(root, *spec.comment);
    return bencode::encode_dict(root);
}

} // namespace

Result<api::TorrentSummary> edit(api::EditSpec const& spec) {
    SHOAL_TRY(auto const before, load(spec.file));
    SHOAL_TRY(auto bytes, edited(spec, before).map_error(at(spec.file.string())));
    SHOAL_TRY(auto const after, parse(std::move(bytes)).map_error(at(spec.file.string())));
    // In place means the file itself, not a symlink to it.
    std::error_code error;
    auto const real = fs::canonical(spec.file, error);
    bool const in_place = !spec.output || fs::equivalent(*spec.output, spec.file, error);
    if (in_place && real.empty())
        return tl::make_unexpected(io_error(error.value(), spec.file));
    SHOAL_TRY_VOID(write_file(in_place ? real : *spec.output, after.bytes,
                              in_place ? Overwrite::yes : spec.overwrite)
                       .map_error([](Error refused) {
                           if (refused.code == Errc::conflict)
                               refused.what = "it exists already; choose another name with -o or "
                                              "overwrite it with --force";
                           return refused;
                       }));
    return after.summary;
}

} // namespace shoal::metainfo
