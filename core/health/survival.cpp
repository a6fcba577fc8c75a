#include "core/health/survival.hpp"

#include <algorithm>
#include <cmath>

namespace shoal::health {
namespace {

// Standard normal quantiles at 1/32, 3/32 … 15/32; the other half mirrors them.
constexpr std::array normal_quantiles{-1.8627, -1.3180, -1.0100, -0.7764,
                                      -0.5791, -0.4023, -0.2372, -0.0784};

double normal_quantile(std::size_t rate) {
    return rate < normal_quantiles.size() ? normal_quantiles.at(rate)
                                          : -normal_quantiles.at(Survival::rates - 1 - rate);
}

/// Of a gamma distribution of that shape and unit scale (Wilson & Hilferty 1931).
double gamma_quantile(double shape, double normal) {
    double const root = 1 - 1 / (9 * shape) + normal / (3 * std::sqrt(shape));
    return shape * root * root * root;
}

} // namespace

Survival::Survival(std::vector<SessionLength> sessions) {
    std::ranges::sort(sessions, {}, &SessionLength::seconds);
    for (SessionLength const& session : sessions) {
        ended_ += session.has_ended ? 1 : 0;
        watched_ += session.seconds;
    }
    for (std::size_t i = 0; i < rates; ++i)
        rates_.at(i) =
            gamma_quantile(prior_ended + ended_, normal_quantile(i)) / (prior_seconds + watched_);
    if (ended_ >= least_ended)
        draw_curve(sessions);
}

void Survival::draw_curve(std::vector<SessionLength> const& sorted) {
    double survive = 1;
    for (std::size_t i = 0; i + least_at_risk <= sorted.size(); ++i) {
        if (!sorted[i].has_ended)
            continue;
        survive *= 1 - 1 / static_cast<double>(sorted.size() - i);
        end_ = sorted[i].seconds;
        steps_.push_back({end_, survive});
    }
}

double Survival::curve(double at) const {
    auto const after = std::ranges::upper_bound(steps_, at, {}, &Step::at);
    return after == steps_.begin() ? 1 : std::prev(after)->survive;
}

double Survival::gone(double age, double after, std::size_t rate) const {
    double const on_curve = std::clamp(end_ - age, 0.0, after);
    double const stays = curve(std::min(age + after, end_)) / curve(std::min(age, end_));
    return 1 - stays * std::exp(-rates_.at(rate) * (after - on_curve));
}

std::optional<double> Survival::median() const {
    for (Step const& step : steps_)
        if (step.survive <= 0.5)
            return step.at;
    return std::nullopt;
}

} // namespace shoal::health
