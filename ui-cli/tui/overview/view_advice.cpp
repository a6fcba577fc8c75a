#include "ui-cli/term/sanitise.hpp"
#include "ui-cli/term/width.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/overview/view_health.hpp"

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
    std::pair{std::string_view{"mend_trackers"}, Action::show_trackers},
    std::pair{std::string_view{"raise_upload_limit"}, Action::session_limits},
    std::pair{std::string_view{"resume"}, Action::pause},
};

std::string key_of(Canvas const& canvas, std::string_view act, api::TorrentView const& torrent) {
    bool const is_its_own = act == "raise_upload_limit" && torrent.limits.up > 0;
    if (is_its_own)
        return std::string{
            key_for(Action::torrent_limits, scope_of(canvas.state), canvas.state.keymap)};
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

/// Items one after the other, as many in a row as there is room; a long one has rows of its own.
class Flow {
public:
    Flow(Canvas& canvas, Area area) : canvas_(canvas), area_(area), edge_(canvas.columns() - 1) {}

    void add(std::string const& text, std::string const& key) {
        int const key_width = key.empty() ? 0 : static_cast<int>(key.size()) + 3;
        if (column_ > words_column && column_ + term::display_width(text) + key_width > edge_)
            begin_row();
        auto const lines = wrapped(text, edge_ - column_ - key_width);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (i > 0)
                begin_row();
            put(lines[i], key, Role::text);
        }
        if (!key.empty())
            put(fmt::format(" [{}]", key), key, Role::key);
        column_ += gap;
    }

    [[nodiscard]] int rows() const { return std::min(row_ + 1, area_.rows); }

private:
    void begin_row() {
        ++row_;
        column_ = words_column;
    }

    void put(std::string const& text, std::string const& key, Role role) {
        if (row_ >= area_.rows)
            return;
        term::Place const at{area_.top + row_, column_};
        int const width = canvas_.frame.text(at, text, role);
        if (!key.empty())
            canvas_.frame.clickable(at, width, key);
        column_ += width;
    }

    Canvas& canvas_;
    Area area_;
    int edge_;
    int row_ = 0;
    int column_ = words_column;
};

} // namespace

int draw_advice(Canvas& canvas, int row, int rows, api::TorrentView const& torrent,
                api::HealthView const& health) {
    if (health.next.empty() || rows <= 0)
        return 0;
    canvas.frame.text({row, 1}, "NEXT", Role::strong);
    Flow flow{canvas, {row, rows}};
    for (std::size_t i = 0; i < std::min(most_advice, health.next.size()); ++i)
        flow.add(words_of(canvas, i + 1, health.next[i]),
                 key_of(canvas, health.next[i].act, torrent));
    return flow.rows();
}

} // namespace shoal::tui
