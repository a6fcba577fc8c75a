#include "core/health/diagnose.hpp"

#include "core/health/causes.hpp"

#include <algorithm>

namespace shoal::health {

std::vector<api::CauseView> diagnose(Sample const& sample, Availability const& seen,
                                     Course const& course, bool has_hidden_source) {
    Case const patient{sample, seen, course, has_hidden_source};
    Causes causes;
    causes_at_home(patient, causes);
    causes_on_the_way(patient, causes);
    causes_in_the_swarm(patient, causes);
    std::ranges::stable_sort(causes, std::greater{}, &api::CauseView::confidence);
    return causes;
}

} // namespace shoal::health
