// Any keys, in any order, on a session that changes under them: the state stays within bounds, and
// every state can be drawn, with nothing of a stranger's text on the screen as it was sent.
#include "core/base/check.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/draw/layout.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/view.hpp"

#include <algorithm>
#include <array>

namespace {

using namespace shoal;

constexpr std::array named{
    "Up",  "Down",    "Left", "Right", "Home", "End",       "PgUp",   "PgDn", "Enter", "Esc",
    "Tab", "BackTab", "F1",   "F2",    "F6",   "Backspace", "Delete", "^C",   "^D",    "^U",
    "^F",  "^L",      "F4",   "^Z",    "F3",   "F9",        "F5",     "F8",   "^S",    "Insert"};
constexpr std::array pointed{"Row", "Cell", "Item", "WheelDown", "WheelUp"};
constexpr std::array<term::Size, 5> sizes{{{80, 24}, {40, 10}, {200, 60}, {1, 1}, {63, 11}}};
constexpr std::size_t most_keys = 200;

constexpr std::array all_caps{term::Caps{},
                              term::Caps{.charset = term::Charset::ascii, .colour = false},
                              term::Caps{.charset = term::Charset::braille}};

/// The last `count` of a list, the other way round: what was asked about is elsewhere, or gone.
template <class Item>
void shrink(std::optional<std::vector<Item>>& known, std::size_t count) {
    if (!known)
        return;
    std::ranges::reverse(*known);
    known->erase(known->begin() + static_cast<std::ptrdiff_t>(std::min(count, known->size())),
                 known->end());
}

struct World {
    std::size_t pointed_at = 0;
    std::size_t caps = 0;
    tui::Model model = test::demo_model();
    tui::ViewState state = tui::reconcile({}, model);

    /// 32 and more: what is typed. Below: keys with names, then other events.
    void take(unsigned char byte) {
        if (byte >= 0xf0)
            return happen(byte & 0x0fU);
        if (byte >= 0xe0)
            return learn(byte & 0x0fU);
        auto key = byte < named.size() ? std::string{named.at(byte)}
                   : byte < 0x20       ? std::string{"Paste"}
                   : byte < 0x7f       ? std::string(1, static_cast<char>(byte))
                                       : std::string{"é"};
        press({key, key == "Paste" ? "magnet:?dn=\x1b[31mx\ny" : "", {}, 0});
    }

    /// As the loop does it.
    void press(term::Input const& input) {
        state = tui::reduce(std::move(state), input, model).state;
        if (state.where == tui::Where::detail)
            tui::focus(model.details, state.detail.id);
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
        else
            caps = (caps + 1) % all_caps.size();
        state = tui::reconcile(std::move(state), model);
    }

    /// Answers, whoever is open, and what they told of that is there no more.
    void learn(unsigned number) {
        auto& details = model.details;
        if (number == 0)
            details = test::demo_model().details;
        if (number == 0)
            details.id = state.detail.id;
        else if (number == 1)
            shrink(details.peers, 3);
        else if (number == 2)
            shrink(details.files, 4);
        else if (number == 3)
            shrink(details.trackers, 1);
        else if (number == 4 && details.pieces)
            details.pieces->have.resize(70);
        else if (number == 5)
            details.pieces = api::PiecesView{};
        else if (number == 6 && details.holders)
            details.holders->holders.resize(1);
        else if (number == 7 && state.detail.holders)
            details.holders = {state.detail.holders->first, state.detail.holders->end,
                               test::demo_holders()};
        else if (number == 8 && state.detail.map_of)
            details.peer_pieces = {*state.detail.map_of, test::demo_peer_pieces(), "it has left"};
        else if (number == 9)
            ban(pointed_at % 4);
        else if (number == 10)
            state.keymap = tui::Preset::rtorrent;
        else if (number == 11)
            state.keymap = tui::Preset::standard;
        else if (number == 12)
            model.wall += 1h;
        else if (number == 13)
            find_files();
        state = tui::reconcile(std::move(state), model);
    }

    void ban(std::size_t count) {
        auto next = std::make_shared<api::Snapshot>(*model.snapshot);
        next->bans.resize(count);
        model.snapshot = std::move(next);
    }

    /// What the dialogs are told from elsewhere.
    void find_files() {
        if (auto* const add = std::get_if<tui::AddDialog>(&state.dialog))
            tui::offer(add->files, test::demo_files());
        if (auto* const create = std::get_if<tui::CreateDialog>(&state.dialog))
            create->plan = tui::ContentPlan{.size = 1'000'000'000'000, .formats = {}};
    }

    void point(char const* key) {
        pointed_at = (pointed_at * 31 + 7) % 100'003; // now among what there is, now beyond
        press({key, {}, {5, 20}, pointed_at % 97});
        press({key, {}, {5, 20}, pointed_at});
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
        auto const& detail = state.detail;
        auto const& details = model.details;
        if (state.where == tui::Where::detail && detail.tab == tui::Tab::peers && details.peers)
            SHOAL_CHECK(detail.peers.cursor <= std::max<std::size_t>(details.peers->size(), 1) - 1);
        auto const frame = tui::render(model, state, all_caps.at(caps));
        SHOAL_CHECK(frame.size() == state.size);
        SHOAL_CHECK(frame == tui::render(model, tui::reconcile(state, model), all_caps.at(caps)),
                    "what is drawn changes though nothing happened");
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
