#pragma once

#include "core/base/mailbox.hpp"
#include "ui-cli/cli/context.hpp"

#include <variant>

namespace shoal::cli {

/// Whether to hear of events, and to see snapshots later than of the last answer. Costs a stream.
enum class Follow { no, yes };

/// The running daemon's session, as one command uses it: tells, asks, and waits for the answers.
/// One thread. Whatever waits ends with a signal or, when nothing is heard for long, with
/// `unavailable`.
class Daemon {
public:
    using Replies = std::vector<Result<api::Reply>>;
    using Make = std::function<Result<api::Command>(std::size_t index)>;

    explicit Daemon(Services& services, Follow follow = Follow::no);

    /// First of all. `socket` empty: the usual one. unavailable when no daemon runs there.
    [[nodiscard]] Result<void> attach(std::string const& socket);

    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const {
        return engine_->snapshot();
    }

    [[nodiscard]] Result<api::Reply> submit(api::Command command);
    /// `count` commands, many under way at a time, each made when its turn comes. The replies are
    /// in the order of the commands; what could not be made is its own reply.
    [[nodiscard]] Replies submit(std::size_t count, Make const& make);
    [[nodiscard]] Result<api::Answer> ask(api::Question question);

    /// What happened since the last call. Waits until something does, or the deadline, or a signal.
    /// Only when following.
    [[nodiscard]] std::vector<api::Event> events(SteadyTime deadline);

    /// Waits until then, or a signal; what happens meanwhile is dropped.
    void idle(SteadyTime until);

private:
    struct Replied {
        std::size_t index;
        Result<api::Reply> reply;
    };

    using Message = std::variant<api::Event, Replied, Result<api::Answer>>;

    struct Wake {
        Mailbox<Message>* mailbox;

        void operator()() const { mailbox->wake(); }
    };

    void send(api::Command command, std::size_t index);
    /// Waits for messages; puts events aside. Empty: there will be no more, or not in time.
    [[nodiscard]] std::vector<Message> receive();
    [[nodiscard]] bool is_interrupted() const;
    [[nodiscard]] tl::unexpected<Error> silence() const;

    Services& services_;
    Follow follow_;
    fs::path socket_;
    Mailbox<Message> mailbox_;
    std::stop_callback<Wake> wake_;
    std::vector<api::Event> events_;
    std::unique_ptr<api::Engine> engine_; // last: its thread posts to the mailbox until it is gone
};

/// Prints the error of something that the daemon was to do. The exit status tells a signal, and a
/// daemon that is not there, from other failures.
ExitCode daemon_failed(Context& context, std::string_view tried, Error const& error);

} // namespace shoal::cli
