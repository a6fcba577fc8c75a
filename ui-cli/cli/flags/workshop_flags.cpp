#include "ui-cli/cli/flags/workshop_flags.hpp"

#include "core/api/source_url.hpp"
#include "core/base/text.hpp"
#include "core/base/units.hpp"

#include <fmt/format.h>

#include <bit>

namespace shoal::cli {
namespace {

constexpr std::int64_t max_piece_size = 128 * 1024 * 1024;

Result<void> check_url(std::string const& flag, std::string const& url) {
    if (api::is_url(url))
        return {};
    return fail(Errc::invalid_input,
                fmt::format("'{}' is not a URL; write for example https://example.org/announce or "
                            "udp://example.org:6969",
                            url),
                flag);
}

} // namespace

Result<Tiers> read_tiers(std::string const& flag, std::vector<std::string> const& uses) {
    Tiers tiers;
    for (auto const& use : uses) {
        if (use.empty())
            continue;
        tiers.push_back(split(use, ','));
        for (auto const& url : tiers.back())
            SHOAL_TRY_VOID(check_url(flag, url));
    }
    return tiers;
}

Result<std::vector<std::string>> read_urls(std::string const& flag,
                                           std::vector<std::string> const& texts) {
    std::vector<std::string> urls;
    for (auto const& text : texts) {
        if (text.empty())
            continue;
        SHOAL_TRY_VOID(check_url(flag, text));
        urls.push_back(text);
    }
    return urls;
}

Result<std::optional<std::int64_t>> read_piece_size(std::string const& text) {
    if (text == "auto")
        return std::nullopt;
    auto const size = parse_size(text);
    bool const is_sound = size && *size >= api::block_size && *size <= max_piece_size &&
                          std::has_single_bit(static_cast<std::uint64_t>(*size));
    if (!is_sound)
        return fail(Errc::invalid_input,
                    fmt::format("'{}' is not a power of two from 16KiB to 128MiB, nor 'auto'; "
                                "write for example 256KiB",
                                text),
                    "--piece-size");
    return std::optional{*size};
}

Result<std::optional<WallTime>> read_date(std::string const& text, WallTime now) {
    if (text.empty())
        return std::optional{now};
    if (text == "none")
        return std::nullopt;
    auto const time = parse_time(text);
    if (!time || time->time_since_epoch().count() < 0)
        return fail(
            Errc::invalid_input,
            fmt::format("'{}' is neither 'none' nor a time from 1970 to 2200; write for example "
                        "2026-01-31T12:00:00Z",
                        text),
            "--date");
    return std::optional{*time};
}

} // namespace shoal::cli
