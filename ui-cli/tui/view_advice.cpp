#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/format.hpp"
#include "ui-cli/tui/view_health.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

using term::Role;

constexpr int words_column = 9;
constexpr std::size_t most_advice = 3;
constexpr int gap = 3;

constexpr std::array acts{
    std::pair{std::string_view{"announce"}, Action::announce},
    std::pair{std::string_view{"add_web_seed"}, Action::add_sources},
    std::pair{std::string_view{"add_tracker"}, Action::add_sources},
    std::pair{std::string_view{"raise_upload_limit"}, Action::session_limits},
    std::pair{std::string_view{"raise_download_limit"}, Action::session_limits},
    std::pair{std::string_view{"resume"}, Action::pause},
};

std::string key_of(Canvas const& canvas, std::string_view act) {
    auto const known = std::ranges::find(acts, act, [](auto const& pair) { return pair.first; });
    return known == acts.end()
               ? std::string{}
               : std::string{key_for(known->second, scope_of(canvas.state), canvas.state.keymap)};
}

/// "1 stay: you become the only seed, health ≈ 61".
std::string words_of(Canvas const& canvas, std::size_t number, api::AdviceView const& advice) {
    auto text = fmt::format("{} {}", number, term::sanitise(advice.text));
    if (advice.grade)
        text += fmt::format(", health {} {}", canvas.sign("≈", "~"), *advice.grade);
    return text;
}

} // namespace

int draw_advice(Canvas& canvas, int row, int rows, api::HealthView const& health) {
    if (health.next.empty() || rows <= 0)
        return 0;
    canvas.frame.text({row, 1}, "NEXT", Role::strong);
    int const begin = row;
    int const edge = canvas.columns() - 1;
    int column = words_column;
    for (std::size_t i = 0; i < std::min(most_advice, health.next.size()); ++i) {
        auto const key = key_of(canvas, health.next[i].act);
        auto const text = words_of(canvas, i + 1, health.next[i]);
        int const key_width = key.empty() ? 0 : static_cast<int>(key.size()) + 3;
        int const width = term::display_width(text) + key_width;
        if (column > words_column && column + width > edge) {
            ++row;
            column = words_column;
        }
        if (row >= begin + rows)
            return rows;
        canvas.frame.clickable({row, column}, key.empty() ? 0 : width, key);
        column += canvas.frame.label({row, column}, text, Role::text,
                                     std::max(1, edge - column - key_width));
        column += key.empty()
                      ? 0
                      : canvas.frame.text({row, column}, fmt::format(" [{}]", key), Role::key);
        column += gap;
    }
    return row + 1 - begin;
}

} // namespace shoal::tui
