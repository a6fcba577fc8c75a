#include "ui-cli/tui/plain.hpp"

#include "core/base/mailbox.hpp"
#include "core/base/text.hpp"
#include "ui-cli/tui/draw/format.hpp"
#include "ui-cli/tui/log/log_lines.hpp"
#include "ui-cli/tui/model/standing.hpp"
#include "ui-cli/tui/session.hpp"

#include <fmt/format.h>

namespace shoal::tui {
namespace {

constexpr auto tick = 1s;
constexpr std::size_t mailbox_size = 65'536;

std::string torrent_in_words(api::TorrentView const& torrent) {
    auto text = fmt::format("{} {}: ", torrent.id, shown_name(torrent));
    if (torrent.state == api::TorrentState::downloading)
        text += fmt::format("{} percent, ", percent(torrent.done, torrent.wanted));
    return text + standing(torrent).sentence;
}

/// Worth a line of its own when it changes.
std::pair<api::TorrentState, int> stage(api::TorrentView const& torrent) {
    return {torrent.state, percent(torrent.done, torrent.wanted) / 10};
}

class PlainLoop {
public:
    PlainLoop(Parts const& parts, term::LineTerminal& terminal)
        : parts_(parts), terminal_(terminal), on_interrupt_(parts.interrupted, Wake{&terminal}) {}

    Result<void> run() {
        SHOAL_TRY(session_, open_session(parts_, [this](api::Event const& event) {
                      (void)events_.post(api::Event{event});
                      terminal_.wake();
                  }));
        auto const many = session_.engine->snapshot()->torrents.size();
        terminal_.print(
            fmt::format("{}; {}. Type a command such as list or help, or quit.",
                        session_.is_own ? "a session of our own" : "the daemon's session",
                        counted(many, "torrent")));
        while (!is_over_ && !parts_.interrupted.stop_requested() && !terminal_.has_ended())
            turn();
        session_.engine.reset();
        return {};
    }

private:
    struct Wake {
        term::LineTerminal* terminal;

        void operator()() const { terminal->wake(); }
    };

    void turn() {
        for (auto const& event : events_.drain(SteadyTime{}))
            terminal_.print(event_in_words(event));
        auto const now = session_.engine->snapshot();
        for (auto const& line : changes_in_words(*told_, *now))
            terminal_.print(line);
        if (now->is_stale && !told_->is_stale)
            terminal_.print("the daemon is gone; waiting for its return");
        told_ = now;
        terminal_.wait(parts_.clock.now() + tick);
        for (auto const& line : terminal_.read())
            obey(line);
    }

    void obey(std::string const& line) {
        auto const words = split_words(line);
        if (!words)
            return terminal_.print(words.error().what);
        if (words->empty())
            return;
        if (words->front() == "quit" || words->front() == "q") {
            is_over_ = true;
            return;
        }
        auto const outcome = parts_.run_command(*words, *session_.engine, parts_.interrupted);
        for (auto const& part : split(outcome.text, '\n'))
            if (!part.empty())
                terminal_.print(part);
    }

    Parts const& parts_;
    term::LineTerminal& terminal_;
    bool is_over_ = false;
    Mailbox<api::Event> events_{mailbox_size};
    std::shared_ptr<api::Snapshot const> told_ = std::make_shared<api::Snapshot>();
    std::stop_callback<Wake> on_interrupt_;
    OpenedSession session_; // last: its thread posts to the mailbox until it is gone
};

} // namespace

std::string event_in_words(api::Event const& event) {
    using api::EventKind;
    auto const kind = event.kind;
    bool const is_told_whole = kind == EventKind::swarm || kind == EventKind::recovery ||
                               kind == EventKind::choke || kind == EventKind::note;
    if (is_told_whole)
        return fmt::format("{}: {}", subject_of(event), words_of(event));
    std::string text{api::to_string(kind)};
    for (auto const& part : {event.name, event.text, event.where})
        if (!part.empty())
            text += ": " + part;
    return text;
}

std::vector<std::string> changes_in_words(api::Snapshot const& before, api::Snapshot const& after) {
    std::vector<std::string> lines;
    for (auto const& torrent : after.torrents) {
        auto const former = api::find(before, torrent->id);
        if (!former || stage(*former) != stage(*torrent))
            lines.push_back(torrent_in_words(*torrent));
    }
    for (auto const& torrent : before.torrents)
        if (!api::find(after, torrent->id))
            lines.push_back(fmt::format("{} {}: removed", torrent->id, shown_name(*torrent)));
    return lines;
}

Result<void> run_plain(Parts const& parts, term::LineTerminal& terminal) {
    return PlainLoop{parts, terminal}.run();
}

} // namespace shoal::tui
