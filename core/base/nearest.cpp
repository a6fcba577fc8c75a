#include "core/base/nearest.hpp"

#include <algorithm>
#include <numeric>

namespace shoal {
namespace {

/// Letters to insert, delete, replace or swap with a neighbour (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> now(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            bool const same = a[i - 1] == b[j - 1];
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(now);
    }
    return last[b.size()];
}

} // namespace

std::string nearest(std::string_view typed, std::vector<std::string> const& candidates) {
    std::string best;
    // A third of the letters wrong is still a slip; more is another word.
    std::size_t limit = std::min<std::size_t>(typed.size(), 64) / 3 + 1;
    for (auto const& candidate : candidates) {
        auto const distance = edit_distance(typed.substr(0, 64), candidate);
        if (distance < limit || (distance == limit && best.empty() && typed.size() > 2)) {
            best = candidate;
            limit = distance;
        }
    }
    return best;
}

} // namespace shoal
