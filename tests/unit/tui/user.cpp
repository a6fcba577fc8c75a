#include "tests/unit/tui/user.hpp"

#include "ui-cli/tui/view.hpp"

namespace shoal::test {

void User::press(term::Input const& input) {
    auto step = tui::reduce(std::move(state), input, model);
    state = std::move(step.state);
    effects = std::move(step.effects);
    requests.insert(requests.end(), effects.requests.begin(), effects.requests.end());
}

void User::type(std::string_view keys) {
    for (char const key : keys)
        press(std::string(1, key));
}

void User::click(std::string const& key, std::size_t number) {
    press(term::Input{key, {}, {}, number});
}

void User::lose(api::TorrentId id) {
    auto next = std::make_shared<api::Snapshot>(*model.snapshot);
    std::erase_if(next->torrents, [&](auto const& torrent) { return torrent->id == id; });
    model.snapshot = std::move(next);
    state = tui::reconcile(std::move(state), model);
}

std::string User::screen() const {
    return tui::render(model, state, {}).glyphs();
}

} // namespace shoal::test
