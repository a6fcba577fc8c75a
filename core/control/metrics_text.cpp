#include "core/control/metrics_text.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace shoal::control {
namespace {

std::string_view to_string(MetricKind kind) {
    switch (kind) {
    case MetricKind::counter:
        return "counter";
    case MetricKind::gauge:
        return "gauge";
    case MetricKind::histogram:
        break;
    }
    return "histogram";
}

std::string number(double value) {
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    constexpr double exact = 1e15; // whole numbers are written as such
    return value == std::floor(value) && std::abs(value) < exact ? fmt::format("{:.0f}", value)
                                                                 : fmt::format("{}", value);
}

/// How many bytes of UTF-8 at the beginning are a control character, or turn the direction of
/// writing or hide; 0: none.
std::size_t unprintable(std::string_view text) {
    auto const byte = [text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    if (byte(0) < 0x20 || byte(0) == 0x7f)
        return 1;
    if (byte(0) == 0xc2 && byte(1) < 0xa0) // C1
        return 2;
    if (byte(0) != 0xe2)
        return 0;
    bool const of_general = byte(1) == 0x80 && ((byte(2) >= 0x8b && byte(2) <= 0x8f) ||
                                                (byte(2) >= 0xa8 && byte(2) <= 0xae));
    bool const isolates = byte(1) == 0x81 && byte(2) >= 0xa0 && byte(2) <= 0xaf;
    return of_general || isolates ? 3 : 0;
}

std::string printable(std::string_view text) {
    bool const is_text = is_utf8(text);
    std::string clean;
    while (!text.empty()) {
        auto const bad = !is_text && static_cast<unsigned char>(text[0]) >= 0x80
                             ? std::size_t{1}
                             : unprintable(text);
        clean += bad > 0 ? '?' : text[0];
        text.remove_prefix(bad > 0 ? bad : 1);
    }
    return clean;
}

} // namespace

void MetricsText::family(std::string_view name, MetricKind kind, std::string_view help) {
    family_ = name;
    fmt::format_to(std::back_inserter(text_), "# HELP {0} {1}\n# TYPE {0} {2}\n", name, help,
                   to_string(kind));
}

void MetricsText::histogram(Histogram const& values, Labels labels) {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < values.counts.size(); ++i) {
        count += values.counts[i];
        auto const upper = i < values.bounds.size() ? number(values.bounds[i]) : "+Inf";
        sample("_bucket", labels, upper, static_cast<double>(count));
    }
    sample("_sum", labels, {}, values.sum);
    sample("_count", labels, {}, static_cast<double>(count));
}

void MetricsText::sample(std::string_view suffix, Labels labels, std::string_view upper,
                         double value) {
    (text_ += family_) += suffix;
    char before = '{';
    for (auto const& [name, text] : labels)
        label(name, text, std::exchange(before, ','));
    if (!upper.empty())
        label("le", upper, std::exchange(before, ','));
    if (before == ',')
        text_ += '}';
    fmt::format_to(std::back_inserter(text_), " {}\n", number(value));
}

void MetricsText::label(std::string_view name, std::string_view value, char before) {
    text_ += before;
    (text_ += name) += "=\"";
    for (char const c : printable(value)) {
        if (c == '"' || c == '\\')
            text_ += '\\';
        text_ += c;
    }
    text_ += '"';
}

} // namespace shoal::control
