#include "app/content.hpp"

#include "core/metainfo/content.hpp"
#include "core/metainfo/create.hpp"
#include "core/metainfo/metainfo.hpp"

namespace shoal::app {

std::vector<api::FileView> files_of(fs::path const& torrent) {
    std::vector<api::FileView> views;
    auto const read = metainfo::load(torrent);
    if (!read)
        return views;
    for (auto const& file : read->files)
        views.push_back({.path = file.path,
                         .size = file.size,
                         .done = 0,
                         .priority = api::FilePriority::normal,
                         .is_pad = file.is_pad});
    return views;
}

std::optional<tui::ContentPlan> plan_of(fs::path const& content) {
    api::CreateSpec spec;
    spec.paths = {content};
    auto const found = metainfo::find_content(spec, {});
    if (!found || found->files.empty())
        return std::nullopt;
    tui::ContentPlan plan{.size = found->size, .formats = {}};
    for (auto const format : {api::Format::v1, api::Format::v2, api::Format::hybrid})
        plan.formats.at(static_cast<std::size_t>(format)) = {
            .auto_piece =
                metainfo::auto_piece_size(found->size, metainfo::list_size(*found, format), format),
            .list_bytes = metainfo::list_size(*found, format),
            .piece_bytes = metainfo::hash_bytes_per_piece(format)};
    return plan;
}

} // namespace shoal::app
