#include "ui-cli/tui/peers/peer_history.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

/// Of as many the newer.
char most_frequent(std::string_view steps) {
    char best = ' ';
    std::ptrdiff_t most = 0;
    for (char const mark : steps) {
        auto const count = std::ranges::count(steps, mark);
        if (mark != ' ' && count >= most) {
            best = mark;
            most = count;
        }
    }
    return best;
}

} // namespace

std::string compressed(std::string_view history, std::size_t cells) {
    history.remove_prefix(history.size() - std::min(history.size(), history_steps));
    auto const steps = std::string(history_steps - history.size(), ' ') + std::string{history};
    std::string out;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        auto const from = cell * history_steps / cells;
        auto const to = (cell + 1) * history_steps / cells;
        out += most_frequent(std::string_view{steps}.substr(from, to - from));
    }
    return out;
}

std::size_t served_steps(std::string_view history) {
    auto const last_without = history.find_last_not_of("<=");
    return last_without == std::string_view::npos ? history.size()
                                                  : history.size() - last_without - 1;
}

} // namespace shoal::tui
