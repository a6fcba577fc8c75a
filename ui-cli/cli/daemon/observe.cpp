#include "ui-cli/cli/daemon/observe.hpp"

#include "core/base/mailbox.hpp"

#include <algorithm>
#include <variant>

namespace shoal::cli {
namespace {

constexpr auto look_every = 1s;
constexpr std::size_t mailbox_size = 4096;

using Message = std::variant<api::Event, Result<api::Reply>, Result<api::Answer>>;

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

class Observer {
public:
    Observer(Context& context, Observation const& observation, QuestionOf const& question)
        : context_(context),
          observation_(observation),
          question_(question),
          mailbox_(mailbox_size),
          wake_(context.services.interrupted, Wake{&mailbox_}) {}

    ExitCode go(std::string_view tried, Observed const& observed) {
        auto engine = context_.services.start_engine(
            observation_.swarm, [this](api::Event const& event) { post(event); });
        if (!engine)
            return context_.printer.error("starting the session", engine.error());
        engine_ = *std::move(engine);
        engine_->submit(observation_.add,
                        [this](Result<api::Reply> reply) { post(std::move(reply)); });
        look(observed);
        if (failure_)
            return context_.printer.error(tried, *failure_);
        return is_interrupted() ? context_.services.interrupt_status() : ExitCode::done;
    }

private:
    struct Wake {
        Mailbox<Message>* mailbox;

        void operator()() const { mailbox->wake(); }
    };

    [[nodiscard]] bool is_interrupted() const {
        return context_.services.interrupted.stop_requested();
    }

    /// Any thread.
    void post(Message message) { (void)mailbox_.post(std::move(message)); }

    void look(Observed const& observed) {
        auto const start = now();
        auto const end = observation_.watch ? SteadyTime::max() : start + observation_.time;
        bool is_last = false;
        while (!failure_ && !is_last) {
            is_last = now() >= end || is_interrupted() || context_.printer.lost_output();
            ask(now() + look_every);
            if (answer_)
                observed(*answer_, std::chrono::duration<double>(now() - start).count(), is_last);
            if (!is_last)
                take_in(std::min(end, now() + look_every), false);
        }
    }

    /// Waits for the answer, but not for long.
    void ask(SteadyTime deadline) {
        while (id_ == 0 && !failure_ && now() < deadline && !is_interrupted())
            take_in(deadline, true);
        if (id_ == 0 || failure_)
            return;
        is_answered_ = false;
        engine_->ask(question_(id_),
                     [this](Result<api::Answer> answer) { post(std::move(answer)); });
        while (!is_answered_ && !failure_ && now() < deadline)
            take_in(deadline, true);
    }

    /// Until the deadline, or once something came.
    void take_in(SteadyTime deadline, bool once) {
        do {
            for (Message& message : mailbox_.drain(deadline))
                std::visit([this](auto& typed) { on(typed); }, message);
        } while (!once && now() < deadline && !failure_ && !is_interrupted());
    }

    void on(api::Event const& event) {
        if (event.kind == api::EventKind::error)
            failure_ = Error{event.code, event.text, event.where};
    }

    void on(Result<api::Reply> const& reply) {
        if (reply)
            id_ = reply->id;
        else
            failure_ = reply.error();
    }

    void on(Result<api::Answer>& answer) {
        is_answered_ = true;
        if (answer)
            answer_ = *std::move(answer);
        else
            failure_ = answer.error();
    }

    Context& context_;
    Observation const& observation_;
    QuestionOf const& question_;
    api::TorrentId id_ = 0;
    bool is_answered_ = false;
    std::optional<api::Answer> answer_;
    std::optional<Error> failure_;
    Mailbox<Message> mailbox_;
    std::stop_callback<Wake> wake_;
    std::unique_ptr<api::Engine> engine_; // last: its thread posts to the mailbox until it is gone
};

} // namespace

ExitCode observe(Context& context, std::string_view tried, Observation const& observation,
                 QuestionOf const& question, Observed const& observed) {
    return Observer{context, observation, question}.go(tried, observed);
}

ExitCode ask_daemon(Context& context, std::string_view tried, KnownTorrent const& known,
                    LookTime time, QuestionOf const& question, Observed const& observed) {
    auto const& interrupted = context.services.interrupted;
    auto const start = now();
    auto const end = !time                                  ? start
                     : *time == std::chrono::seconds::max() ? SteadyTime::max()
                                                            : start + *time;
    while (true) {
        bool const is_last = now() >= end || context.printer.lost_output();
        auto const answer = known.daemon->ask(question(known.torrent->id));
        if (!answer)
            return daemon_failed(context, tried, answer.error());
        observed(*answer, std::chrono::duration<double>(now() - start).count(), is_last);
        if (is_last)
            return ExitCode::done;
        known.daemon->idle(std::min(end, now() + look_every));
        if (interrupted.stop_requested()) {
            observed(*answer, 0, true);
            return context.services.interrupt_status();
        }
    }
}

} // namespace shoal::cli
