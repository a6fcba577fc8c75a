#pragma once

#include "core/health/sessions.hpp"

#include <array>

namespace shoal::health {

/// How long peers stay. Sessions are not exponential (Stutzbach & Rejaie 2006): many leave soon,
/// the rest is stable. So once ten were seen to end, their Kaplan–Meier curve tells, with those
/// still here as censored. Beyond it, and before, peers leave at a constant rate that we do not
/// know well: its gamma prior is worth two peers that stayed three hours each. The doubt matters
/// more than the mean when all must leave for a piece to be lost, so it is kept, as equally likely
/// rates.
class Survival {
public:
    static constexpr int least_ended = 10;  ///< for a curve
    static constexpr int least_at_risk = 5; ///< for it to go on
    static constexpr double prior_ended = 2;
    static constexpr double prior_seconds = 2 * 3 * 3600;
    static constexpr std::size_t rates = 16;

    explicit Survival(std::vector<SessionLength> sessions);

    /// The chance that a peer which has been seen for `age` is gone in `after` seconds, if the
    /// `rate`-th of the rates is the true one.
    [[nodiscard]] double gone(double age, double after, std::size_t rate) const;

    /// How many of a peer's kind leave a second, if the `rate`-th of the rates is the true one.
    [[nodiscard]] double departures(std::size_t rate) const { return rates_.at(rate); }

    /// Nothing while the curve does not come down to a half.
    [[nodiscard]] std::optional<double> median() const;

    [[nodiscard]] int ended() const { return ended_; }

    [[nodiscard]] double watched_seconds() const { return watched_; }

private:
    struct Step {
        double at = 0;
        double survive = 1; ///< from here on
    };

    void draw_curve(std::vector<SessionLength> const& sorted);
    [[nodiscard]] double curve(double at) const;

    int ended_ = 0;
    double watched_ = 0;
    std::vector<Step> steps_;
    double end_ = 0; ///< of the curve
    std::array<double, rates> rates_{};
};

} // namespace shoal::health
