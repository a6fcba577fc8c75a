// Any keys, in any order, on a session that changes under them: the state stays within bounds, and
// every state can be drawn, with nothing of a stranger's text on the screen as it was sent.
#include "core/base/check.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/layout.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/view.hpp"

#include <algorithm>
#include <array>

namespace {

using namespace shoal;

constexpr std::array named{"Up",   "Down",      "Left",   "Right", "Home",    "End", "PgUp",
                           "PgDn", "Enter",     "Esc",    "Tab",   "BackTab", "F1",  "F2",
                           "F6",   "Backspace", "Delete", "^C",    "^D",      "^U",  "^F",
                           "^L",   "F4",        "^Z",     "F3",    "F9"};
constexpr std::array pointed{"Row", "Cell", "Item", "WheelDown", "WheelUp"};
constexpr std::array<term::Size, 5> sizes{{{80, 24}, {40, 10}, {200, 60}, {1, 1}, {63, 11}}};
constexpr std::size_t most_keys = 200;

struct World {
    std::size_t pointed_at = 0;
    tui::Model model = test::demo_model();
    tui::ViewState state = tui::reconcile({}, model);

    /// 32 and more: what is typed. Below: keys with names, then other events.
    void take(unsigned char byte) {
        if (byte >= 0xf0)
            return happen(byte & 0x0fU);
        auto key = byte < named.size() ? std::string{named.at(byte)}
                   : byte < 0x20       ? std::string{"Paste"}
                   : byte < 0x7f       ? std::string(1, static_cast<char>(byte))
                                       : std::string{"é"};
        state = tui::reduce(std::move(state),
                            {key, key == "Paste" ? "magnet:?dn=\x1b[31mx\ny" : ""}, model)
                    .state;
    }

    void happen(unsigned number) {
        if (number < sizes.size())
            state.size = sizes.at(number);
        else if (number == 5)
            drop_one();
        else if (number == 6)
            model = test::demo_model();
        else if (number == 7)
            model.details = {};
        else if (number == 8)
            model.log.clear();
        else if (number < 9 + pointed.size())
            point(pointed.at(number - 9));
        state = tui::reconcile(std::move(state), model);
    }

    void point(char const* key) {
        pointed_at = (pointed_at * 31 + 7) % 100'003; // now among what there is, now beyond
        state = tui::reduce(std::move(state), {key, {}, {5, 20}, pointed_at % 97}, model).state;
        state = tui::reduce(std::move(state), {key, {}, {5, 20}, pointed_at}, model).state;
    }

    void drop_one() {
        auto next = std::make_shared<api::Snapshot>(*model.snapshot);
        if (!next->torrents.empty())
            next->torrents.erase(next->torrents.begin());
        model.snapshot = std::move(next);
    }

    void check() const {
        auto const shown = tui::shown_torrents(state, model);
        auto const& list = state.list;
        SHOAL_CHECK(shown.empty() ? list.cursor == 0
                                  : shown.at(list.scroll.cursor)->id == list.cursor);
        SHOAL_CHECK(list.scroll.top <= list.scroll.cursor);
        SHOAL_CHECK(std::ranges::all_of(
            list.marks, [&](auto id) { return api::find(*model.snapshot, id) != nullptr; }));
        auto const frame = tui::render(model, state, {});
        SHOAL_CHECK(frame.size() == state.size);
        auto const text = frame.glyphs();
        SHOAL_CHECK(text.find('\x1b') == std::string::npos);
        SHOAL_CHECK(text.find("\xe2\x80\xae") == std::string::npos); // right-to-left override
    }
};

} // namespace

void shoal::fuzz::one_input(std::string_view bytes) {
    World world;
    for (char const c : bytes.substr(0, most_keys)) {
        world.take(static_cast<unsigned char>(c));
        world.check();
    }
}
