#include "core/metainfo/raw_names.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace shoal::metainfo {
namespace {

using Names = std::unordered_set<std::string_view>;

std::string_view author_name(fs::path const& safe, fs::path const& raw) {
    return raw.empty() ? safe.native() : raw.native();
}

bool is_file(fs::path const& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// What stands under the safe name may be another file of the torrent, whose own name that is.
bool is_raw(fs::path const& safe, fs::path const& raw, Names const& names) {
    std::error_code ignored;
    return is_file(raw) && (names.contains(safe.native()) || !fs::exists(safe, ignored));
}

} // namespace

std::vector<bool> found_raw(std::vector<fs::path> const& safe, std::vector<fs::path> const& raw) {
    std::vector<bool> found(safe.size(), false);
    if (std::ranges::all_of(raw, &fs::path::empty))
        return found;
    Names names;
    for (std::size_t i = 0; i < safe.size(); ++i)
        names.insert(author_name(safe[i], raw[i]));
    Names taken;
    bool is_one_each = true;
    for (std::size_t i = 0; i < safe.size(); ++i) {
        found[i] = !raw[i].empty() && is_raw(safe[i], raw[i], names);
        if (found[i])
            is_one_each = taken.insert(raw[i].native()).second && is_one_each;
    }
    for (std::size_t i = 0; i < safe.size(); ++i)
        is_one_each = is_one_each && (found[i] || !taken.contains(safe[i].native()));
    return is_one_each ? found : std::vector<bool>(safe.size(), false);
}

} // namespace shoal::metainfo
