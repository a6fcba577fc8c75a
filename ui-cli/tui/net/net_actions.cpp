#include "ui-cli/tui/net/net_actions.hpp"

#include "ui-cli/tui/dialogs/dialog_desk.hpp"
#include "ui-cli/tui/draw/canvas.hpp"
#include "ui-cli/tui/navigate.hpp"
#include "ui-cli/tui/net/net_columns.hpp"
#include "ui-cli/tui/net/net_evidence.hpp"

#include <algorithm>

namespace shoal::tui {
namespace {

/// What the watch rests on; from there on to the swarm that an alarm is about.
void open_evidence(ViewState& state, Model const& model) {
    ReportDialog report{.title = "What the partition watch rests on", .lines = {}};
    for (auto const& line : partition_evidence(model)) {
        std::string_view indent;
        for (auto const& part : wrapped(line, state.size.columns - 7)) {
            report.lines.push_back(std::string{indent} + part);
            indent = "    ";
        }
        if (line.empty())
            report.lines.emplace_back();
    }
    auto const shown = shown_alarms(model, state);
    auto const about = std::ranges::find_if(shown, [](auto const& alarm) { return alarm.id != 0; });
    report.about = about == shown.end() ? 0 : about->id;
    state.dialog = std::move(report);
}

} // namespace

void act_on_net(ViewState& state, Effects& effects, Action action, Model const& model) {
    if (action == Action::open_alarm) {
        open_evidence(state, model);
    } else if (action == Action::check_dht) {
        effects.requests.push_back(
            {api::CheckDht{}, "testing the DHT", "testing the DHT, for up to half a minute"});
    } else if (action == Action::bans && model.snapshot->bans.empty()) {
        state.notice = {"nobody is banned", term::Role::text};
    } else if (action == Action::bans) {
        state.dialog = BansDialog{.at = model.snapshot->bans.back().peer.endpoint, .scroll = {}};
    }
}

bool follow_report(ViewState& state, term::Input const& input) {
    auto const* const report = std::get_if<ReportDialog>(&state.dialog);
    if (!report || report->about == 0 || input.key != "Enter")
        return false;
    auto const id = report->about;
    state.dialog = NoDialog{};
    open_torrent(state, id);
    state.detail.tab = Tab::overview;
    return true;
}

std::vector<api::Ban> listed_bans(Model const& model) {
    auto const& bans = model.snapshot->bans;
    return {bans.rbegin(), bans.rend()};
}

Scroll scroll_of(BansDialog const& dialog, std::vector<api::Ban> const& bans, int page) {
    auto scroll = dialog.scroll;
    auto const found =
        std::ranges::find(bans, dialog.at, [](api::Ban const& ban) { return ban.peer.endpoint; });
    if (found != bans.end())
        scroll.cursor = static_cast<std::size_t>(found - bans.begin());
    keep_within(scroll, bans.size(), static_cast<std::size_t>(page));
    return scroll;
}

After on_key(BansDialog& dialog, Desk const& desk) {
    auto const& key = desk.input.key;
    auto const bans = listed_bans(desk.model);
    if (bans.empty() || key == "q")
        return After::closes;
    int const page = pick_page(desk.size);
    dialog.scroll = scroll_of(dialog, bans, page);
    move(dialog.scroll, distance_of(key, page), bans.size());
    keep_within(dialog.scroll, bans.size(), static_cast<std::size_t>(page));
    dialog.at = bans[dialog.scroll.cursor].peer.endpoint;
    if (key == "Enter" || key == "x") {
        auto const name = api::to_string(dialog.at);
        desk.effects.requests.push_back(
            {api::LiftBan{dialog.at}, "letting " + name + " in again", name + " may come back"});
        return bans.size() == 1 ? After::closes : After::stays;
    }
    return After::stays;
}

} // namespace shoal::tui
