#include "ui-cli/cli/reports/workshop_report.hpp"

#include "core/base/units.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shoal::cli {

std::string progress_line(std::string_view doing, api::Progress const& progress) {
    auto const done = static_cast<double>(progress.done_bytes);
    auto const total = static_cast<double>(progress.total_bytes);
    auto const rate = progress.seconds > 0 ? done / progress.seconds : 0.0;
    auto line = fmt::format("{}  {:3.0f}%  {} of {}", doing, total > 0 ? 100 * done / total : 100.0,
                            format_size(progress.done_bytes), format_size(progress.total_bytes));
    if (rate < 1)
        return line;
    auto const left = static_cast<std::int64_t>((total - done) / rate);
    return line + fmt::format("  {}  ETA {}", format_rate(static_cast<std::int64_t>(rate)),
                              format_duration(std::chrono::seconds{left}));
}

api::OnProgress live_progress(Printer& printer, std::string doing) {
    return [&printer, doing = std::move(doing)](api::Progress const& progress) {
        printer.live(progress_line(doing, progress));
    };
}

ExitCode failed(Context& context, std::string_view tried, Error const& error) {
    auto const status = context.printer.error(tried, error);
    bool const by_signal =
        error.code == Errc::unavailable && context.services.interrupted.stop_requested();
    return by_signal ? context.services.interrupt_status() : status;
}

void labelled(Printer& printer, std::string_view label, std::string_view text) {
    if (!text.empty())
        printer.line(fmt::format("{:<11} {}", label, text));
}

void add_hashes(nlohmann::ordered_json& document, api::InfoHash const& hash) {
    document["info_hash_v1"] = hash.v1 ? text_or_null(to_hex(*hash.v1)) : nullptr;
    document["info_hash_v2"] = hash.v2 ? text_or_null(to_hex(*hash.v2)) : nullptr;
}

nlohmann::ordered_json text_or_null(std::string const& text) {
    return text.empty() ? nlohmann::ordered_json{} : nlohmann::ordered_json(text);
}

void warn_all(Printer& printer, std::vector<api::Warning> const& warnings) {
    for (auto const& warning : warnings)
        printer.warn(warning);
}

} // namespace shoal::cli
