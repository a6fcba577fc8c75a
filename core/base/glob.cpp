#include "core/base/glob.hpp"

#include "core/base/text.hpp"

namespace shoal {
namespace {

constexpr auto none = std::string::npos;

/// Where the set that begins at `open` ends; a ] right behind its [ belongs to it.
std::size_t end_of_set(std::string const& glob, std::size_t open) {
    auto first = open + 1;
    if (first < glob.size() && (glob[first] == '!' || glob[first] == '^'))
        ++first;
    return glob.find(']', first + 1);
}

} // namespace

bool glob_fits(std::string const& glob, std::string const& path) {
    auto const first = path.find('/');
    return glob_matches(glob, path) ||
           (first != none && (glob_matches(glob, path.substr(first + 1)) ||
                              glob_matches(glob, path.substr(path.rfind('/') + 1))));
}

Result<void> check_glob(std::string const& glob) {
    for (std::size_t i = 0; i < glob.size(); ++i) {
        if (glob[i] == '\\') {
            if (++i == glob.size())
                return fail(Errc::invalid_input, "the \\ at its end escapes nothing; write \\\\",
                            glob);
            continue;
        }
        if (glob[i] != '[')
            continue;
        i = end_of_set(glob, i);
        if (i == none)
            return fail(Errc::invalid_input, "its [ is never closed; write \\[ for the letter",
                        glob);
    }
    return {};
}

} // namespace shoal
