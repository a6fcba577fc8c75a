#include "ui-cli/tui/loop.hpp"

#include "ui-cli/tui/view.hpp"

#include <fmt/format.h>

namespace shoal::tui {
namespace {

constexpr auto tick = 250ms;
constexpr auto data_period = 1s;
constexpr auto question_period = 1s;
// A question that is not answered in this time is asked again.
constexpr auto question_patience = 5s;
constexpr auto hurry = 1s;
// A key takes a notice away sooner.
constexpr auto news_time = 6s;
constexpr auto bad_news_time = 60s;
constexpr std::size_t mailbox_size = 65'536;
constexpr SteadyTime at_once{}; // long ago: nothing is waited for

std::int64_t minute_of(WallTime time) {
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

/// Worth a line at once. A warning about the session may be that its daemon is gone.
bool is_news(api::Event const& event) {
    return event.kind == api::EventKind::complete || event.kind == api::EventKind::error ||
           (event.kind == api::EventKind::warning && event.id == 0);
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
      on_interrupt_(parts.interrupted, Wake{&screen}) {
    model_.folder = parts.folder;
    model_.home = parts.home;
}

Result<void> Loop::open() {
    model_.is_starting = true;
    model_.wall = parts_.clock.wall();
    draw();
    auto const on_event = [this](api::Event const& event) {
        post(event);
    };
    if (parts_.attach) {
        auto daemon = parts_.attach(parts_.socket, on_event);
        if (!daemon && daemon.error().code != Errc::unavailable)
            return tl::make_unexpected(std::move(daemon).error());
        if (daemon)
            engine_ = std::move(*daemon);
    }
    model_.is_own_engine = engine_ == nullptr;
    if (!engine_) {
        SHOAL_TRY(engine_, parts_.start_engine(parts_.swarm, on_event));
    }
    model_.is_starting = false;
    has_changed_ = true;
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

void Loop::close() {
    if (model_.is_own_engine) {
        state_.dialog = NoDialog{};
        state_.notice = {"Saving what was received, and leaving the swarms", term::Role::strong};
        has_changed_ = true;
        draw();
    }
    engine_.reset();
}

void Loop::post(Message message) {
    // A full mailbox means the terminal has been stuck for long; snapshots still tell the rest.
    (void)mailbox_.post(std::move(message));
    screen_.wake();
}

void Loop::turn() {
    let_notice_fade();
    take_messages();
    take_snapshot();
    ask_details();
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
    note(model_.log, std::move(event));
}

void Loop::take(Replied& replied) {
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
    hurry_until_ = parts_.clock.now() + hurry;
}

void Loop::take(Answered& answered) {
    keep(model_.details, answered.id, std::move(answered.answer));
    next_question_ = parts_.clock.now() + question_period;
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
        next_data_ = now + data_period;
    }
    has_changed_ |= model_.history.sample(*model_.snapshot, now);
    if (newcomer_ && api::find(*model_.snapshot, *newcomer_)) {
        state_.list.cursor = *newcomer_;
        newcomer_.reset();
    }
}

void Loop::ask_details() {
    auto const question = wanted_question(state_);
    auto const id = state_.detail.id;
    auto const before = std::exchange(asked_, question ? std::optional{Asked{id, question->index()}}
                                                       : std::nullopt);
    if (!question)
        return;
    focus(model_.details, id);
    if (asked_ == before && parts_.clock.now() < next_question_)
        return;
    next_question_ = parts_.clock.now() + question_patience;
    engine_->ask(*question, [this, id](Result<api::Answer> answer) {
        post(Answered{id, std::move(answer)});
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
    auto step = reduce(std::move(state_), input, model_);
    state_ = std::move(step.state);
    say(std::move(state_.notice));
    perform(step.effects);
}

void Loop::perform(Effects& effects) {
    for (auto& request : effects.requests)
        submit(std::move(request));
    if (!effects.clipboard.empty())
        screen_.copy(effects.clipboard);
    if (effects.redraw) {
        screen_.forget();
        shown_.reset();
    }
    if (effects.suspend)
        suspend();
    is_over_ |= effects.quit;
}

void Loop::suspend() {
    screen_.suspend();
    shown_.reset();
    has_changed_ = true;
}

void Loop::submit(Request request) {
    auto command = request.command;
    bool const concerns_files = std::holds_alternative<api::SetFiles>(command);
    engine_->submit(std::move(command),
                    [this, request = std::move(request)](Result<api::Reply> reply) {
                        post(Replied{request, std::move(reply)});
                    });
    if (concerns_files)
        next_question_ = {};
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
