#pragma once

#include "core/base/mailbox.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/run.hpp"

#include <variant>

namespace shoal::tui {

/// Joins an engine and a screen: keys become commands, snapshots and events become frames. Nothing
/// here waits for the engine. Thread: the screen's; engines post to the mailbox from theirs.
class Loop {
public:
    Loop(Parts const& parts, term::Screen& screen);

    /// Reaches the daemon, or starts an engine.
    [[nodiscard]] Result<void> open();
    void go();
    /// Ends an engine of our own, which may take seconds; says so first.
    void close();

private:
    struct Replied {
        Request request;
        Result<api::Reply> reply;
    };

    struct Answered {
        api::TorrentId id = 0;
        Result<api::Answer> answer;
    };

    using Asked = std::pair<api::TorrentId, std::size_t>; ///< of whom, and which question

    using Message = std::variant<api::Event, Replied, Answered>;

    struct Wake {
        term::Screen* screen;

        void operator()() const { screen->wake(); }
    };

    void post(Message message);
    void turn();
    void say(Notice notice);
    void let_notice_fade();
    void take_messages();
    void take(api::Event& event);
    void take(Replied& replied);
    void take(Answered& answered);
    void take_snapshot();
    void ask_details();
    void handle(term::Input const& input);
    void perform(Effects& effects);
    void submit(Request request);
    void suspend();
    void draw();

    Parts const& parts_;
    term::Screen& screen_;
    Model model_;
    ViewState state_;
    bool is_over_ = false;
    bool has_changed_ = true;          ///< something to draw, perhaps
    std::optional<term::Frame> shown_; ///< the newest drawn
    SteadyTime next_data_{};           ///< when to look for a snapshot again
    SteadyTime hurry_until_{};         ///< after a command its effect is wanted soon
    SteadyTime notice_until_{};
    SteadyTime next_question_{};
    std::optional<Asked> asked_;             ///< newest
    std::optional<api::TorrentId> newcomer_; ///< just added: the cursor goes there
    Mailbox<Message> mailbox_;
    std::stop_callback<Wake> on_interrupt_;
    std::unique_ptr<api::Engine> engine_; // last: its thread posts to the mailbox until it is gone
};

} // namespace shoal::tui
