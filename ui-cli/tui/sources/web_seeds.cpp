#include "ui-cli/tui/sources/web_seeds.hpp"

#include "ui-cli/tui/draw/format.hpp"

#include <fmt/format.h>

namespace shoal::tui {
namespace {

using api::WebSeedView;
using term::Role;

struct Shown {
    std::string_view word;
    Role role;
};

Shown shown(WebSeedView const& seed) {
    if (!seed.error.empty())
        return {"fails", Role::warn};
    if (seed.down_rate > 0)
        return {"sends", Role::good};
    return seed.is_connected ? Shown{"idle", Role::text} : Shown{"not used", Role::dim};
}

/// Columns; -1: not shown.
struct Places {
    int connected = -1;
    int got = -1;
    int rate = -1;
    int url = 10;
};

/// STATE [CONN GOT] [RATE] URL, under those of trackers where both are wide.
Places places(int columns) {
    Places at;
    if (columns < 60)
        return at;
    at.connected = 10;
    at.got = 16;
    at.url = 24;
    if (columns >= 80) {
        at.rate = 24;
        at.url = 32;
    }
    return at;
}

std::string failing_text(WebSeedView const& seed) {
    return seed.failing_for ? " for " + short_time(static_cast<std::int64_t>(*seed.failing_for))
                            : std::string{};
}

} // namespace

std::vector<WebSeedView> const& web_seeds_of(Details const& details) {
    static std::vector<WebSeedView> const none;
    return details.web_seeds ? *details.web_seeds : none;
}

std::size_t named_sources(Details const& details) {
    return (details.trackers ? details.trackers->size() : 0) + web_seeds_of(details).size();
}

int named_sources_page(term::Size size, Details const& details) {
    bool const has_heads = !web_seeds_of(details).empty();
    bool const tells_of_none = details.trackers && details.trackers->empty();
    return std::max(1, trackers_area(size).rows - (has_heads ? 1 : 0) - (tells_of_none ? 1 : 0));
}

void draw_web_seed_heads(Canvas& canvas, int line) {
    auto const at = places(canvas.columns());
    canvas.frame.text({line, 1}, "STATE", Role::dim);
    if (at.connected > 0) {
        cell(canvas, {line, at.connected}, 5, "CONN", Align::right, Role::dim);
        cell(canvas, {line, at.got}, 7, "GOT", Align::right, Role::dim);
    }
    if (at.rate > 0)
        cell(canvas, {line, at.rate}, 7, "RATE", Align::right, Role::dim);
    canvas.frame.text({line, at.url + 1}, "WEB SEED", Role::dim);
}

void draw_web_seed(Canvas& canvas, int line, WebSeedView const& seed) {
    auto const at = places(canvas.columns());
    auto const [word, role] = shown(seed);
    canvas.frame.text({line, 1}, word, role);
    if (at.connected > 0) {
        cell(canvas, {line, at.connected}, 5, seed.is_connected ? "1" : "0", Align::right);
        cell(canvas, {line, at.got}, 7, short_size(seed.downloaded), Align::right);
    }
    if (at.rate > 0)
        cell(canvas, {line, at.rate}, 7, short_rate(seed.down_rate), Align::right, Role::down);
    Line text{canvas, {line, at.url + 1}, canvas.columns() - at.url - 1};
    text.add(seed.url);
    if (!seed.error.empty())
        text.add("  " + seed.error + failing_text(seed), role);
}

std::string web_seed_words(WebSeedView const& seed) {
    auto const gave = "gave " + short_size(seed.downloaded);
    if (!seed.error.empty())
        return fmt::format("this web seed fails{}: {}{}", failing_text(seed), seed.error,
                           seed.downloaded > 0 ? "; it " + gave : "");
    return fmt::format("a web seed, {}, {}", seed.is_connected ? "connected" : "not connected",
                       gave);
}

} // namespace shoal::tui
