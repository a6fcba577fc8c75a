// What the loop has others do for it: the engine commands, and threads of their own the rest:
// command lines, files, and .torrents.

#include "core/base/text.hpp"
#include "core/base/units.hpp"
#include "ui-cli/tui/dialogs/create_path.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/loop.hpp"
#include "ui-cli/tui/sources/source_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shoal::tui {
namespace {

constexpr auto space_period = 60s;

/// The screen overwrites nothing.
std::string not_saved(Error const& error) {
    return error.code == Errc::conflict ? "it exists already; name another file" : error.what;
}

} // namespace

/// Keys that come before the next snapshot go on from what those before them asked for.
void Loop::foresee(api::Command const& command) {
    auto const* const configure = std::get_if<api::Configure>(&command);
    if (!configure)
        return;
    auto next = std::make_shared<api::Snapshot>(*model_.snapshot);
    next->rules = configure->rules;
    model_.snapshot = std::move(next);
}

void Loop::submit(Request request) {
    auto command = request.command;
    foresee(command);
    is_waiting();
    bool const changes_details = std::holds_alternative<api::SetFiles>(command) ||
                                 std::holds_alternative<api::TreatPeer>(command) ||
                                 std::holds_alternative<api::AddSources>(command);
    engine_->submit(std::move(command),
                    [this, request = std::move(request)](Result<api::Reply> reply) {
                        post(Replied{request, std::move(reply)});
                    });
    if (changes_details)
        asked_.clear();
}

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

/// A disk that hangs holds nothing up.
void Loop::save(SavedText saved) {
    command_ = {};
    command_ = std::jthread{[this, saved = std::move(saved)] {
        auto const done = write_file(saved.path, saved.text, Overwrite::no);
        auto const lines = static_cast<std::size_t>(std::ranges::count(saved.text, '\n'));
        auto const path = saved.path.string();
        post(CommandEnded{saved.typed,
                          {done.has_value(),
                           done ? fmt::format("{} saved in {}", counted(lines, "line"), path)
                                : fmt::format("saving {}: {}", path, not_saved(done.error()))}});
    }};
}

/// What went wrong is said in the line itself, unless the user is elsewhere by now.
void Loop::take(CommandEnded& ended) {
    auto lines = split(ended.outcome.text, '\n');
    std::erase(lines, "");
    expect_news();
    bool const is_free = !is_amid_something(state_);
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
    auto* const dialog = std::get_if<CreateDialog>(&state_.dialog);
    if (dialog && dialog->hashing)
        dialog->hashing = hashing;
}

void Loop::take(Created& created) {
    auto* const dialog = std::get_if<CreateDialog>(&state_.dialog);
    if (!dialog || !dialog->hashing || created.number != last_created_)
        return; // it was given up
    if (!created.report)
        return refuse(*dialog, created.report.error());
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

void Loop::take(Probed& probed) {
    auto* const dialog = std::get_if<AddDialog>(&state_.dialog);
    if (dialog && dialog->probe && probed.number == last_probe_)
        dialog->probe = std::move(probed.view);
    if (dialog && dialog->probe && dialog->files.files.empty())
        offer(dialog->files, dialog->probe->files);
}

void Loop::take_files() {
    for (auto const& [path, files] : files_.take())
        if (auto* const dialog = std::get_if<AddDialog>(&state_.dialog); dialog && path == read_) {
            offer(dialog->files, files);
            has_changed_ = true;
        }
}

void Loop::take_plans() {
    for (auto const& [path, plan] : plans_.take())
        if (auto* const dialog = std::get_if<CreateDialog>(&state_.dialog);
            dialog && path == planned_) {
            dialog->plan = plan;
            has_changed_ = true;
        }
}

/// By those who look at paths.
void Loop::take_found() {
    take_free_space();
    take_files();
    take_plans();
}

void Loop::take_free_space() {
    for (auto const& [dir, bytes] : free_space_.take()) {
        if (dir == roomy_) {
            is_space_awaited_ = false;
            has_changed_ |= bytes != model_.free_space;
            model_.free_space = bytes;
        }
        if (auto* const dialog = std::get_if<AddDialog>(&state_.dialog);
            dialog && surveyed_ == dir) {
            dialog->free = bytes;
            has_changed_ = true;
        }
    }
}

/// A folder that hangs is not asked twice; another one is asked at once.
void Loop::mind_free_space() {
    auto const dir = content_folder(model_);
    auto const now = parts_.clock.now();
    bool const is_other = dir != roomy_;
    if (dir.empty() || (!is_other && (is_space_awaited_ || now < next_space_)))
        return;
    if (is_other) {
        has_changed_ |= model_.free_space.has_value();
        model_.free_space.reset();
    }
    roomy_ = dir;
    next_space_ = now + space_period;
    is_space_awaited_ = free_space_.ask(dir);
}

/// Ends when its dialog is closed.
void Loop::create(api::CreateSpec spec) {
    creator_ = {};
    auto const number = ++last_created_;
    if (!parts_.torrents)
        return post(Created{number, fail(Errc::unavailable, "nothing here can make one")});
    creator_ = std::jthread{[this, number, spec = std::move(spec)](std::stop_token stop) {
        auto const on_progress = [this](api::Progress const& progress) {
            post(api::Progress{progress});
        };
        post(Created{number, parts_.torrents->create(spec, on_progress, std::move(stop))});
    }};
}

void Loop::probe(std::string source) {
    std::erase_if(probes_, [](auto const& before) { return before->has_ended(); });
    for (auto const& before : probes_)
        before->stop();
    auto const seen = [this, number = ++last_probe_](ProbeView view) {
        post(Probed{number, std::move(view)});
    };
    auto const start = parts_.start_observer
                           ? parts_.start_observer
                           : [](api::OnEvent const&) -> Result<std::unique_ptr<api::Engine>> {
        return fail(Errc::unavailable, "nothing here can look at swarms");
    };
    probes_.push_back(std::make_unique<Probe>(start, std::move(source), seen));
}

/// What it shows beside what was typed is looked for while it is open, and no longer.
void Loop::mind_add_dialog() {
    auto const* const dialog = std::get_if<AddDialog>(&state_.dialog);
    if (!dialog || !dialog->probe)
        for (auto const& probe : probes_)
            probe->stop();
    if (!dialog) {
        read_.clear();
        return surveyed_.reset();
    }
    auto const dir = dialog->dir.text.empty()
                         ? fs::path{}
                         : typed_path(dialog->dir.text, model_.folder, model_.home);
    if (surveyed_ != dir)
        survey(dir);
    auto const source = first_line(dialog->source.text);
    auto const file = source_kind(source) == SourceKind::file
                          ? typed_path(source, model_.folder, model_.home)
                          : fs::path{};
    if (std::exchange(read_, file) != file && !file.empty())
        files_.ask(file);
}

/// Counted once the user goes on from its name: amid it, it may be all that there is.
void Loop::mind_create_dialog() {
    auto* const dialog = std::get_if<CreateDialog>(&state_.dialog);
    if (!dialog)
        return planned_.clear();
    auto const path = dialog->path.text.empty() ? fs::path{} : content_path(*dialog, model_);
    if (path != planned_)
        dialog->plan.reset();
    if (dialog->focus > 0 && std::exchange(planned_, path) != path && !path.empty())
        plans_.ask(path);
}

void Loop::survey(fs::path const& dir) {
    surveyed_ = dir;
    std::get<AddDialog>(state_.dialog).free.reset();
    if (!dir.empty()) // the session's own
        free_space_.ask(dir);
}

} // namespace shoal::tui
