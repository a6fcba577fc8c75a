#include "ui-cli/tui/list/torrent_actions.hpp"

#include "core/api/magnet.hpp"
#include "core/base/units.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/model/standing.hpp"
#include "ui-cli/tui/prompt/prompt.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace shoal::tui {
namespace {

constexpr std::size_t most_names = 6;

/// The torrents that an action is about.
struct Targets {
    Torrents torrents;

    [[nodiscard]] api::Ids ids() const {
        api::Ids ids;
        for (auto const& torrent : torrents)
            ids.push_back(torrent->id);
        return ids;
    }

    /// "debian.iso", "3 torrents".
    [[nodiscard]] std::string words() const {
        return torrents.size() == 1 ? shown_name(*torrents.front())
                                    : counted(torrents.size(), "torrent");
    }
};

Targets targets_of(ViewState const& state, Model const& model) {
    Targets targets;
    auto const take = [&](api::TorrentId id) {
        if (auto torrent = api::find(*model.snapshot, id))
            targets.torrents.push_back(std::move(torrent));
    };
    if (state.where == Where::detail)
        take(state.detail.id);
    else if (state.list.marks.empty())
        take(state.list.cursor);
    else
        std::ranges::for_each(state.list.marks, take);
    return targets;
}

/// The one at the cursor, whatever is marked.
api::TorrentId here(ViewState const& state) {
    return state.where == Where::detail ? state.detail.id : state.list.cursor;
}

bool is_halted(api::TorrentView const& torrent) {
    return torrent.state == api::TorrentState::paused || torrent.state == api::TorrentState::error;
}

Request pause_request(Targets const& targets) {
    return {api::Pause{targets.ids()}, "pausing " + targets.words(), targets.words() + ": paused"};
}

Request resume_request(Targets const& targets) {
    return {api::Resume{targets.ids()}, "resuming " + targets.words(),
            targets.words() + ": goes on"};
}

void toggle_pause(Effects& effects, Targets const& targets) {
    bool const halts = std::ranges::any_of(targets.torrents,
                                           [](auto const& torrent) { return is_halted(*torrent); });
    effects.requests.push_back(halts ? resume_request(targets) : pause_request(targets));
}

std::vector<std::string> some_names(Torrents const& torrents) {
    std::vector<std::string> names;
    for (auto const& torrent : torrents) {
        if (names.size() == most_names) {
            names.push_back(fmt::format("and {} more", torrents.size() - most_names));
            break;
        }
        names.push_back(shown_name(*torrent));
    }
    return names;
}

void ask_remove(ViewState& state, Targets const& targets, bool with_data) {
    std::int64_t bytes = 0;
    for (auto const& torrent : targets.torrents)
        bytes += torrent->done;
    ConfirmDialog dialog;
    auto const count = targets.torrents.size();
    auto const besides = !with_data ? "" : count == 1 ? " AND ITS DATA" : " AND THEIR DATA";
    dialog.title = fmt::format("Remove {}{}", counted(count, "torrent"), besides);
    dialog.lines = some_names(targets.torrents);
    dialog.lines.push_back(with_data ? format_size(bytes) + " are deleted from the disk for good."
                                     : "Files that were downloaded stay where they are.");
    dialog.request = Request{api::Remove{targets.ids(), with_data}, "removing " + targets.words(),
                             targets.words() + ": removed" + (with_data ? ", data deleted" : "")};
    if (with_data || count > 1)
        dialog.word = TextField{};
    state.dialog = std::move(dialog);
}

/// A command about the torrents, for the user to end.
void begin_command(ViewState& state, Targets const& targets, std::string_view command,
                   std::string_view rest) {
    open_command_line(state.command,
                      fmt::format("{} {} {}", command, fmt::join(targets.ids(), " "), rest));
}

void ask_pause_all(ViewState& state, Targets const& targets) {
    if (targets.torrents.empty()) // those that are marked a filter may hide
        return;
    bool const halts = std::ranges::all_of(targets.torrents,
                                           [](auto const& torrent) { return is_halted(*torrent); });
    ConfirmDialog dialog;
    dialog.title = fmt::format("{} {}", halts ? "Resume" : "Pause", targets.words());
    dialog.lines = some_names(targets.torrents);
    dialog.request = halts ? resume_request(targets) : pause_request(targets);
    state.dialog = std::move(dialog);
}

void enqueue(Effects& effects, Targets const& targets, api::QueueMove to) {
    effects.requests.push_back({api::Enqueue{targets.ids(), to},
                                "moving " + targets.words() + " in the queue",
                                targets.words() + ": moved in the queue"});
}

// From the smallest share to the greatest.
constexpr std::array priorities{api::Priority::low, api::Priority::normal, api::Priority::high};

api::Priority shifted(api::Priority priority, std::ptrdiff_t by) {
    auto const at = std::ranges::find(priorities, priority) - priorities.begin();
    auto const last = static_cast<std::ptrdiff_t>(priorities.size()) - 1;
    return priorities.at(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at + by, 0, last)));
}

/// Each from where it is; those that come to the same priority go together.
void shift_priority(ViewState& state, Effects& effects, Targets const& targets, int by) {
    for (auto const priority : priorities) {
        Targets moved;
        for (auto const& torrent : targets.torrents)
            if (torrent->priority != priority && shifted(torrent->priority, by) == priority)
                moved.torrents.push_back(torrent);
        if (moved.torrents.empty())
            continue;
        api::Change change;
        change.ids = moved.ids();
        change.priority = priority;
        effects.requests.push_back(
            {std::move(change), "changing the priority of " + moved.words(),
             fmt::format("{}: priority {}", moved.words(), api::to_string(priority))});
    }
    if (effects.requests.empty())
        state.notice = {fmt::format("{}: the {} priority there is", targets.words(),
                                    by > 0 ? "highest" : "lowest"),
                        term::Role::text};
}

LimitsDialog limits_of(Targets const& targets) {
    auto const& limits = targets.torrents.front()->limits;
    LimitsDialog dialog;
    dialog.ids = targets.ids();
    dialog.subject = targets.words();
    dialog.rates = {TextField::selected(typed_rate(limits.down)),
                    TextField::selected(typed_rate(limits.up))};
    return dialog;
}

/// With the sources that are known of it. Those of a private torrent may tell who we are.
std::string magnet_of(api::TorrentView const& torrent, Details const& details) {
    api::TorrentSummary link;
    link.name = torrent.name;
    link.info_hash = torrent.info_hash;
    if (details.id == torrent.id && !torrent.is_private) {
        for (auto const& tracker : details.trackers.value_or(std::vector<api::TrackerView>{}))
            link.trackers.push_back({tracker.url});
        for (auto const& seed : details.web_seeds.value_or(std::vector<api::WebSeedView>{}))
            link.web_seeds.push_back(seed.url);
    }
    return api::make_magnet(link);
}

} // namespace

void act_on_torrents(ViewState& state, Effects& effects, Action action, Model const& model) {
    auto const targets = targets_of(state, model);
    if (targets.torrents.empty())
        return;
    auto const ask = [&](api::Command command, std::string_view tried, std::string_view done) {
        auto const words = targets.words();
        effects.requests.push_back({std::move(command), fmt::format("{} {}", tried, words),
                                    fmt::format("{}: {}", words, done)});
    };
    switch (action) {
    case Action::pause:
        return toggle_pause(effects, targets);
    case Action::pause_all:
        return ask_pause_all(state, {shown_torrents(state, model)});
    case Action::resume:
        return ask(api::Resume{targets.ids()}, "starting", "goes on");
    case Action::stop:
        return ask(api::Pause{targets.ids()}, "stopping", "paused");
    case Action::remove:
        return ask_remove(state, targets, false);
    case Action::remove_data:
        return ask_remove(state, targets, true);
    case Action::recheck:
        return ask(api::Recheck{targets.ids()}, "checking", "is checked again");
    case Action::announce:
        return ask(api::Announce{targets.ids()}, "announcing", "is announced");
    case Action::raise:
    case Action::lower:
        return state.where == Where::list
                   ? shift_priority(state, effects, targets, action == Action::raise ? 1 : -1)
                   : void();
    case Action::add_sources:
        state.prompt = ask_sources(here(state), scope_of(state));
        return;
    case Action::queue_up:
        return enqueue(effects, targets, api::QueueMove::up);
    case Action::queue_down:
        return enqueue(effects, targets, api::QueueMove::down);
    case Action::queue_top:
        return enqueue(effects, targets, api::QueueMove::top);
    case Action::queue_bottom:
        return enqueue(effects, targets, api::QueueMove::bottom);
    case Action::torrent_limits:
        state.dialog = limits_of(targets);
        return;
    case Action::move_files:
        return begin_command(state, targets, "move", "");
    case Action::set_goal:
        return begin_command(state, targets, "set", "ratio=");
    case Action::copy_magnet:
        effects.clipboard = magnet_of(*targets.torrents.front(), model.details);
        state.notice = {"the magnet link of " + shown_name(*targets.torrents.front()) +
                            " is in the clipboard, if the terminal allows that",
                        term::Role::text};
        return;
    default:
        return;
    }
}

void leave(ViewState& state, Effects& effects, Model const& model) {
    auto const is_at_work = [](auto const& torrent) {
        return torrent->state == api::TorrentState::downloading ||
               torrent->state == api::TorrentState::metadata ||
               torrent->state == api::TorrentState::complete || torrent->up_rate > 0;
    };
    auto const busy =
        static_cast<std::size_t>(std::ranges::count_if(model.snapshot->torrents, is_at_work));
    if (!model.is_own_engine || busy == 0) {
        effects.quit = true;
        return;
    }
    ConfirmDialog dialog;
    dialog.title = "Quit";
    dialog.lines = {counted(busy, "torrent") + (busy == 1 ? " is" : " are") + " at work.",
                    model.is_passing
                        ? "This ends with the screen, and what was received is deleted."
                        : "This ends with the screen; what was received is kept."};
    dialog.offers_daemon = model.can_leave_behind;
    if (dialog.offers_daemon)
        dialog.lines.push_back("With d a daemon goes on; shoal shows it again.");
    state.dialog = std::move(dialog);
}

} // namespace shoal::tui
