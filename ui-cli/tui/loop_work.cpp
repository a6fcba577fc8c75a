// What the loop has others do for it, on threads of their own: command lines, and .torrents.

#include "core/base/text.hpp"
#include "core/base/units.hpp"
#include "ui-cli/tui/loop.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace shoal::tui {

/// A newer command ends the one before.
void Loop::run_command(std::string const& typed) {
    auto words = split_words(typed);
    if (!words || !parts_.run_command) {
        auto text = words ? "there are no commands here" : words.error().what;
        return post(CommandEnded{typed, {false, std::move(text)}});
    }
    command_ = {}; // not two side by side, not even for a moment
    command_ = std::jthread{[this, typed, words = *std::move(words)](std::stop_token stop) {
        post(CommandEnded{typed, parts_.run_command(words, *engine_, std::move(stop))});
    }};
}

/// What went wrong is said in the line itself, unless the user is elsewhere by now.
void Loop::take(CommandEnded& ended) {
    auto lines = split(ended.outcome.text, '\n');
    std::erase(lines, "");
    expect_news();
    bool const is_free = !is_open(state_.dialog) && !state_.command.is_open;
    if (!ended.outcome.is_done && is_free) {
        open_command_line(state_.command, ended.typed);
        state_.command.complaint = fmt::format("{}", fmt::join(lines, "; "));
    } else if (lines.size() > 1 && is_free) {
        state_.dialog = ReportDialog{ended.typed, std::move(lines)};
    } else {
        auto const role = ended.outcome.is_done ? term::Role::good : term::Role::bad;
        say({lines.empty() ? ended.typed + ": done" : lines.front(), role});
    }
}

void Loop::take(api::Progress const& hashing) {
    if (auto* const dialog = std::get_if<CreateDialog>(&state_.dialog))
        dialog->hashing = hashing;
}

void Loop::take(Created& created) {
    auto* const dialog = std::get_if<CreateDialog>(&state_.dialog);
    if (!dialog)
        return; // it was given up
    if (!created.report) {
        dialog->hashing.reset();
        dialog->complaint = created.report.error().what;
        return;
    }
    auto const& report = *created.report;
    bool const seeds = dialog->seeds && !report.content_dir.empty();
    state_.dialog = NoDialog{};
    auto const made = fmt::format("{}: {} hashed in {:.1f} s", report.path.string(),
                                  format_size(report.size), report.seconds);
    say({made, term::Role::good});
    if (!seeds)
        return;
    api::Add add;
    add.source = report.path.string();
    add.dir = report.content_dir;
    add.rename = report.content_name;
    add.assume_complete = true;
    submit({std::move(add), "seeding " + report.name, made + "; it is seeded"});
}

/// Ends when its dialog is closed.
void Loop::create(api::CreateSpec spec) {
    creator_ = {};
    if (!parts_.torrents)
        return post(Created{fail(Errc::unavailable, "nothing here can make one")});
    creator_ = std::jthread{[this, spec = std::move(spec)](std::stop_token stop) {
        auto const on_progress = [this](api::Progress const& progress) {
            post(api::Progress{progress});
        };
        post(Created{parts_.torrents->create(spec, on_progress, std::move(stop))});
    }};
}

} // namespace shoal::tui
