#include "ui-cli/cli/flags/file_choice.hpp"

#include "core/base/text.hpp"

namespace shoal::cli {
namespace {

using api::FilePriority;

bool fits(std::string const& glob, std::string const& path) {
    auto const slash = path.rfind('/');
    return glob_matches(glob, path) ||
           (slash != std::string::npos && glob_matches(glob, path.substr(slash + 1)));
}

/// Those that one of the globs fits.
Result<std::vector<std::size_t>> fitting(std::vector<api::FileView> const& files,
                                         std::vector<std::string> const& globs) {
    std::vector<std::size_t> found;
    for (auto const& glob : globs) {
        auto const before = found.size();
        for (std::size_t i = 0; i < files.size(); ++i)
            if (fits(glob, files[i].path))
                found.push_back(i);
        if (found.size() == before)
            return fail(Errc::not_found, "no file fits; see the paths with 'shoal files ID'", glob);
    }
    return found;
}

} // namespace

bool FileChoice::is_empty() const {
    return only.empty() && skip.empty() && low.empty() && normal.empty() && high.empty();
}

Result<PriorityChanges> choose_files(std::vector<api::FileView> const& files,
                                     FileChoice const& choice) {
    std::vector<FilePriority> wanted;
    for (auto const& file : files)
        wanted.push_back(file.priority);
    if (!choice.only.empty()) {
        SHOAL_TRY(auto const those, fitting(files, choice.only));
        wanted.assign(files.size(), FilePriority::skip);
        for (auto const i : those)
            wanted[i] =
                files[i].priority == FilePriority::skip ? FilePriority::normal : files[i].priority;
    }
    using Kind = std::pair<std::vector<std::string> const*, FilePriority>;
    for (auto const& [globs, priority] :
         {Kind{&choice.skip, FilePriority::skip}, Kind{&choice.low, FilePriority::low},
          Kind{&choice.normal, FilePriority::normal}, Kind{&choice.high, FilePriority::high}}) {
        SHOAL_TRY(auto const those, fitting(files, *globs));
        for (auto const i : those)
            wanted[i] = priority;
    }
    PriorityChanges changes;
    for (std::size_t i = 0; i < files.size(); ++i)
        if (wanted[i] != files[i].priority)
            changes[wanted[i]].push_back(i);
    return changes;
}

} // namespace shoal::cli
