#include "core/base/link_out.hpp"

#include <algorithm>

namespace shoal {

LinkOut::LinkOut(fs::path dir) : dir_(std::move(dir)) {
    if (!dir_.has_filename()) // written with '/' at its end
        dir_ = dir_.parent_path();
    std::error_code error;
    real_dir_ = fs::canonical(dir_, error);
    if (error)
        real_dir_ = dir_;
    folders_[dir_.native()] = std::nullopt;
}

std::optional<fs::path> LinkOut::on_way_to(fs::path const& path) {
    if (auto const& link = of_folder(path.parent_path()))
        return link;
    return leads_out(path) ? std::optional{path} : std::nullopt;
}

std::optional<fs::path> const& LinkOut::of_folder(fs::path const& folder) {
    auto const known = folders_.find(folder.native());
    if (known != folders_.end())
        return known->second;
    std::optional<fs::path> link;
    if (folder.has_relative_path()) { // else it was not below `dir`
        link = of_folder(folder.parent_path());
        if (!link && leads_out(folder))
            link = folder;
    }
    return folders_.emplace(folder.native(), std::move(link)).first->second;
}

bool LinkOut::leads_out(fs::path const& path) const {
    std::error_code error;
    if (!fs::is_symlink(fs::symlink_status(path, error)))
        return false;
    // Who writes through a link to nothing makes a file where it points.
    auto const target = fs::canonical(path, error);
    return error || std::ranges::mismatch(real_dir_, target).in1 != real_dir_.end();
}

} // namespace shoal
