#pragma once

#include "core/base/mailbox.hpp"
#include "ui-cli/tui/dialogs/free_space.hpp"
#include "ui-cli/tui/model/asked.hpp"
#include "ui-cli/tui/reduce.hpp"
#include "ui-cli/tui/run.hpp"

#include <map>
#include <thread>
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
    /// Ends an engine of our own, which may take seconds, or hands it over; says so first.
    [[nodiscard]] Result<void> close();

private:
    struct Replied {
        Request request;
        Result<api::Reply> reply;
    };

    struct Answered {
        api::Question question;
        Result<api::Answer> answer;
    };

    struct CommandEnded {
        std::string typed;
        CommandOutcome outcome;
    };

    struct Probed {
        int number; ///< of the probe
        ProbeView view;
    };

    struct Created {
        int number;
        Result<api::CreateReport> report;
    };

    struct Question {
        SteadyTime at; ///< when it was answered, or else asked
        bool is_answered = false;
    };

    using Message = std::variant<api::Event, std::vector<api::Event>, Replied, Answered,
                                 CommandEnded, api::Progress, Created, Probed>;

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
    void take(std::vector<api::Event>& past);
    void take(Replied& replied);
    void take(Answered& answered);
    void take(CommandEnded& ended);
    void take(api::Progress const& hashing);
    void take(Created& created);
    void take(Probed& probed);
    void take_found();
    void take_free_space();
    void take_files();
    void take_plans();
    void mind_free_space();
    void create(api::CreateSpec spec);
    void probe(std::string source);
    void mind_add_dialog();
    void mind_create_dialog();
    void survey(fs::path const& dir);
    void expect_news();
    void take_snapshot();
    void offer_files();
    void ask_details();
    void ask(Want const& want);
    void is_heard();
    void is_waiting();
    void watch_silence();
    void handle(term::Input const& input);
    void press(term::Input const& input);
    void perform(Effects& effects);
    void submit(Request request);
    void foresee(api::Command const& command);
    void run_command(std::string const& typed);
    void save(SavedText saved);
    void suspend();
    void draw();

    Parts const& parts_;
    term::Screen& screen_;
    Model model_;
    ViewState state_;
    bool is_over_ = false;
    bool stays_as_daemon_ = false;
    bool has_changed_ = true;          ///< something to draw, perhaps
    std::optional<term::Frame> shown_; ///< the newest drawn
    SteadyTime next_data_{};           ///< when to look for a snapshot again
    SteadyTime hurry_until_{};         ///< after a command its effect is wanted soon
    SteadyTime notice_until_{};
    std::map<Asked, Question> asked_;         ///< what the screen needs
    std::optional<SteadyTime> waiting_since_; ///< the engine owes an answer
    std::optional<api::TorrentId> newcomer_;  ///< just added: the cursor goes there
    std::optional<api::TorrentId> to_pick_;   ///< to have its files chosen, if it waits for that
    Mailbox<Message> mailbox_;
    std::stop_callback<Wake> on_interrupt_;
    std::unique_ptr<api::Engine> engine_; ///< its thread posts to the mailbox until it is gone
    std::jthread command_;                ///< the newest command line; acts on the engine
    std::jthread creator_;                ///< of a .torrent
    int last_created_ = 0;
    std::optional<fs::path> surveyed_; ///< where free space was asked for last
    FreeSpaceDesk free_space_;
    fs::path read_;    ///< the .torrent that is to be added
    fs::path planned_; ///< what a .torrent is to be made of
    FilesDesk files_;
    PlanDesk plans_;
    fs::path roomy_;                ///< the folder whose free space the title tells
    SteadyTime next_space_{};       ///< when to ask for it again
    bool is_space_awaited_ = false; ///< a folder that hangs is not asked twice
    /// The newest is for the dialog; those before it come to their end.
    std::vector<std::unique_ptr<Probe>> probes_;
    int last_probe_ = 0;
};

} // namespace shoal::tui
