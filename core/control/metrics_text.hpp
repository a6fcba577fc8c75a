#pragma once

#include "core/base/latency_meter.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace shoal::control {

inline constexpr std::string_view metrics_type = "text/plain; version=0.0.4; charset=utf-8";

enum class MetricKind { counter, gauge, histogram };

/// Writes what Prometheus reads (text format 0.0.4), from front to back. Names are ours; values of
/// labels may be anybody's: what is no UTF-8, and what could steer a terminal, becomes '?'.
class MetricsText {
public:
    using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    /// The samples up to the next family are its. Each family once.
    void family(std::string_view name, MetricKind kind, std::string_view help);

    void sample(double value, Labels labels = {}) { sample({}, labels, {}, value); }

    void histogram(Histogram const& values, Labels labels = {});

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    /// `upper`: of a histogram's bucket, else empty.
    void sample(std::string_view suffix, Labels labels, std::string_view upper, double value);
    void label(std::string_view name, std::string_view value, char before);

    std::string text_;
    std::string family_;
};

} // namespace shoal::control
