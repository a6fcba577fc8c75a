#include "ui-cli/tui/loop.hpp"

#include "ui-cli/tui/list/worst.hpp"
#include "ui-cli/tui/log/write_log.hpp"
#include "ui-cli/tui/navigate.hpp"
#include "ui-cli/tui/prompt/quit_word.hpp"
#include "ui-cli/tui/session.hpp"
#include "ui-cli/tui/view.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::tui {
namespace {

constexpr auto tick = 250ms;
// A question that is not answered in this time is asked again.
constexpr auto question_patience = 5s;
// An answer that takes longer is worth a word; most take milliseconds.
constexpr auto longest_silence = 3s;
constexpr auto hurry = 1s;
// A key takes a notice away sooner.
constexpr auto news_time = 6s;
constexpr auto bad_news_time = 60s;
constexpr std::size_t mailbox_size = 65'536;
constexpr std::size_t remembered = 500; // events of before
constexpr SteadyTime at_once{};         // long ago: nothing is waited for

std::int64_t minute_of(WallTime time) {
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

/// Worth a line at once. A warning about the session may be that its daemon is gone.
bool is_news(api::Event const& event) {
    return event.kind == api::EventKind::complete || event.kind == api::EventKind::error ||
           (event.kind == api::EventKind::warning && event.id == 0);
}

/// Its files are known, and it is what it is to be.
bool has_settled(api::TorrentView const& torrent) {
    using api::TorrentState;
    return torrent.size > 0 && torrent.state != TorrentState::loading &&
           torrent.state != TorrentState::checking;
}

/// A menu is clicked on, not what lies below it; anywhere else keys are waited for.
bool is_clickable(ViewState const& state, term::Hit const& hit) {
    return std::holds_alternative<MenuDialog>(state.dialog) ? hit.key == "Item"
                                                            : !is_amid_something(state);
}

Notice notice_of(api::Event const& event) {
    if (event.kind == api::EventKind::complete)
        return {event.name + " is complete", term::Role::good};
    auto const who = event.name.empty() ? std::string{} : event.name + ": ";
    bool const is_error = event.kind == api::EventKind::error;
    return {who + event.text, is_error ? term::Role::bad : term::Role::warn};
}

} // namespace

Loop::Loop(Parts const& parts, term::Screen& screen)
    : parts_(parts),
      screen_(screen),
      mailbox_(mailbox_size),
      on_interrupt_(parts.interrupted, Wake{&screen}),
      free_space_(parts.space_of),
      files_(parts.files_of),
      plans_(parts.plan_of) {
    model_.folder = parts.folder;
    model_.home = parts.home;
    state_.keymap = parts.keymap;
    model_.commands = parts.commands;
    model_.commands.push_back(write_word());
    model_.commands.push_back(quit_word());
    model_.is_passing = parts.is_passing;
    state_.zoom = parts.is_passing ? 0 : first_zoom; // it has no history of hours
    model_.can_leave_behind = parts.leave_behind != nullptr;
}

Result<void> Loop::open() {
    model_.is_starting = true;
    model_.wall = parts_.clock.wall();
    draw();
    auto const on_event = [this](api::Event const& event) {
        post(event);
    };
    SHOAL_TRY(auto session, open_session(parts_, on_event));
    engine_ = std::move(session.engine);
    model_.is_own_engine = session.is_own;
    model_.is_starting = false;
    has_changed_ = true;
    engine_->ask(api::LogOf{.ids = {}, .most = remembered}, [this](Result<api::Answer> past) {
        if (past && std::holds_alternative<std::vector<api::Event>>(*past))
            post(std::get<std::vector<api::Event>>(std::move(*past)));
    });
    return {};
}

void Loop::go() {
    while (!is_over_ && !parts_.interrupted.stop_requested()) {
        turn();
        screen_.wait(parts_.clock.now() + tick);
        for (auto const& input : screen_.read())
            handle(input);
    }
}

Result<void> Loop::close() {
    if (model_.is_own_engine) {
        state_.dialog = NoDialog{};
        state_.command.is_open = false;
        state_.notice = {stays_as_daemon_    ? "Handing the torrents to a daemon"
                         : model_.is_passing ? "Leaving the swarms, and deleting what was received"
                                             : "Saving what was received, and leaving the swarms",
                         term::Role::strong};
        has_changed_ = true;
        draw();
    }
    command_ = {};
    creator_ = {};
    probes_.clear();
    engine_.reset();
    return stays_as_daemon_ ? parts_.leave_behind() : Result<void>{};
}

void Loop::post(Message message) {
    // A full mailbox means the terminal has been stuck for long; snapshots still tell the rest.
    (void)mailbox_.post(std::move(message));
    screen_.wake();
}

void Loop::turn() {
    let_notice_fade();
    take_messages();
    take_found();
    if (!state_.is_frozen) {
        take_snapshot();
        mind_free_space();
    }
    ask_details();
    watch_silence();
    draw();
}

void Loop::say(Notice notice) {
    auto const time = notice.role == term::Role::bad ? bad_news_time : news_time;
    state_.notice = std::move(notice);
    notice_until_ = parts_.clock.now() + time;
}

void Loop::let_notice_fade() {
    if (parts_.clock.now() < notice_until_ || state_.notice.text.empty())
        return;
    state_.notice = {};
    has_changed_ = true;
}

void Loop::take_messages() {
    for (auto& message : mailbox_.drain(at_once)) {
        std::visit([this](auto& typed) { take(typed); }, message);
        has_changed_ = true;
    }
}

void Loop::take(api::Event& event) {
    if (is_news(event))
        say(notice_of(event));
    if (event.kind == api::EventKind::metadata)
        to_pick_ = event.id; // perhaps: if it waits for that now
    note(model_.log, std::move(event));
}

void Loop::take(std::vector<api::Event>& past) {
    recall(model_.log, std::move(past));
}

void Loop::take(Replied& replied) {
    is_heard();
    auto const& [request, reply] = replied;
    bool const adds = std::holds_alternative<api::Add>(request.command);
    if (!reply)
        say({fmt::format("{}: {}", request.tried, reply.error().what), term::Role::bad});
    else if (adds && reply->is_known)
        say({"this torrent was here already", term::Role::warn});
    else
        say({request.done, term::Role::good});
    if (adds && reply)
        newcomer_ = reply->id;
    if (adds && reply && std::get<api::Add>(request.command).pick_files)
        to_pick_ = reply->id;
    expect_news();
}

void Loop::take(Answered& answered) {
    is_heard();
    // Not every session writes its history down: then graphs show what was seen here.
    bool const is_missed =
        answered.answer || !std::holds_alternative<api::HistoryOf>(answered.question);
    if (is_missed)
        keep(model_, answered.question, std::move(answered.answer));
    if (auto const asked = asked_.find(key_of(answered.question)); asked != asked_.end())
        asked->second = {parts_.clock.now(), true};
}

/// The engine lives: only what is asked from now on is waited for.
void Loop::is_heard() {
    waiting_since_.reset();
}

void Loop::is_waiting() {
    waiting_since_ = waiting_since_.value_or(parts_.clock.now());
}

void Loop::watch_silence() {
    auto const waited = waiting_since_ ? parts_.clock.now() - *waiting_since_ : 0s;
    auto const silence =
        waited < longest_silence ? 0s : std::chrono::floor<std::chrono::seconds>(waited);
    has_changed_ |= silence != model_.silence;
    model_.silence = silence;
}

/// Of what a command did.
void Loop::expect_news() {
    hurry_until_ = parts_.clock.now() + hurry;
}

void Loop::take_snapshot() {
    auto const now = parts_.clock.now();
    auto const wall = parts_.clock.wall();
    has_changed_ |= minute_of(wall) != minute_of(model_.wall);
    model_.wall = wall;
    if (now >= next_data_ || now < hurry_until_) {
        auto snapshot = engine_->snapshot();
        has_changed_ |= snapshot != model_.snapshot;
        model_.snapshot = std::move(snapshot);
        next_data_ = now + refresh_period;
    }
    has_changed_ |= model_.history.sample(*model_.snapshot, now);
    if (model_.net.sample(model_.snapshot->dht_nodes, now)) {
        model_.net.keep_only(watched_swarms(*model_.snapshot));
        has_changed_ = true;
    }
    if (newcomer_ && api::find(*model_.snapshot, *newcomer_)) {
        state_.list.cursor = *newcomer_;
        newcomer_.reset();
    }
    offer_files();
}

/// Who wanted to choose files is taken to them, unless amid something else, once they are known.
void Loop::offer_files() {
    auto const torrent = to_pick_ ? api::find(*model_.snapshot, *to_pick_) : nullptr;
    if (!torrent || !has_settled(*torrent) || is_amid_something(state_))
        return;
    to_pick_.reset();
    if (torrent->state != api::TorrentState::paused)
        return; // it fetches all
    open_torrent(state_, torrent->id);
    state_.detail.tab = Tab::files;
    auto const key = [&](Action action) {
        return key_for(action, files_scope, state_.keymap);
    };
    state_.notice = {fmt::format("Choose: {} wants a file or skips it, {} marks several; then {} "
                                 "starts",
                                 key(Action::toggle_wanted), key(Action::mark), key(Action::pause)),
                     term::Role::strong};
    notice_until_ = SteadyTime::max(); // until a key
}

/// Each question that the screen needs, in its own rhythm. While it is held, only what is not known
/// yet of the torrent that is looked at: it may have been opened since.
void Loop::ask_details() {
    auto wanted = wanted_questions(state_, model_);
    auto const id = looked_at(state_, model_);
    if (state_.is_frozen)
        std::erase_if(wanted, [&](auto const& want) { return key_of(want.question).id != id; });
    std::erase_if(asked_, [&](auto const& asked) {
        bool const is_held = state_.is_frozen && asked.first.id == id && asked.first.of.empty();
        return !is_held && std::ranges::none_of(wanted, [&](auto const& want) {
            return key_of(want.question) == asked.first;
        });
    });
    for (auto const& want : wanted)
        ask(want);
}

void Loop::ask(Want const& want) {
    auto const key = key_of(want.question);
    auto const now = parts_.clock.now();
    if (auto const asked = asked_.find(key); asked != asked_.end()) {
        auto const& [at, is_answered] = asked->second;
        bool const is_known = is_answered && state_.is_frozen;
        if (is_known || now < at + (is_answered ? want.every : question_patience))
            return;
    }
    if (key.id == looked_at(state_, model_)) // swarms are watched besides
        focus(model_.details, key.id);
    asked_[key] = {now};
    is_waiting();
    engine_->ask(want.question, [this, question = want.question](Result<api::Answer> answer) {
        post(Answered{question, std::move(answer)});
    });
}

void Loop::handle(term::Input const& input) {
    has_changed_ = true;
    if (input.key == "Hangup") {
        is_over_ = true;
        return;
    }
    if (input.key == "Stop")
        return suspend();
    if (input.key == "Resize")
        return;
    if (input.key == "Colours")
        return shown_.reset();
    if (input.key == "Click") {
        draw(); // keys before it, of the same moment, may have led elsewhere
        auto const* const hit = shown_ ? shown_->hit(input.place) : nullptr;
        bool const is_meant = hit && is_clickable(state_, *hit);
        return is_meant ? press({hit->key, {}, input.place, hit->number}) : void();
    }
    press(input);
}

void Loop::press(term::Input const& input) {
    auto step = reduce(std::move(state_), input, model_);
    state_ = std::move(step.state);
    // What is known of one torrent must not be taken for another's by the next key.
    if (state_.where == Where::detail)
        focus(model_.details, state_.detail.id);
    say(std::move(state_.notice));
    auto const* const create = std::get_if<CreateDialog>(&state_.dialog);
    if (!create || !create->hashing)
        creator_ = {};
    perform(step.effects);
    mind_add_dialog();
    mind_create_dialog();
}

void Loop::perform(Effects& effects) {
    for (auto& request : effects.requests)
        submit(std::move(request));
    if (!effects.probe.empty())
        probe(std::move(effects.probe));
    if (effects.create)
        create(*std::move(effects.create));
    if (!effects.command.empty())
        run_command(effects.command);
    if (effects.save)
        save(*std::move(effects.save));
    if (!effects.clipboard.empty())
        screen_.copy(effects.clipboard);
    if (effects.ask_anew)
        asked_.clear();
    if (effects.redraw) {
        screen_.forget();
        shown_.reset();
    }
    if (effects.suspend)
        suspend();
    is_over_ |= effects.quit;
    stays_as_daemon_ |= effects.leave_behind;
}

void Loop::suspend() {
    screen_.suspend();
    shown_.reset();
    has_changed_ = true;
}

void Loop::draw() {
    if (!std::exchange(has_changed_, false))
        return;
    state_.size = screen_.size();
    state_ = reconcile(std::move(state_), model_);
    auto frame = render(model_, state_, screen_.caps());
    if (shown_ == frame)
        return;
    screen_.draw(frame);
    shown_ = std::move(frame);
}

} // namespace shoal::tui
