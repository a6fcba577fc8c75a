#include "ui-cli/cli/foreground.hpp"

#include "core/base/mailbox.hpp"
#include "core/base/units.hpp"
#include "ui-cli/cli/reports/get_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <variant>

namespace shoal::cli {
namespace {

constexpr auto tick = 250ms;
// Interrupted, we promise to be gone within five seconds; the engine needs the rest for its end.
constexpr auto save_limit = 3s;
// The figures of the last second may lag behind the event that ends the run.
constexpr auto settle_limit = 500ms;
constexpr auto settle_tick = 20ms;
// Far more than an engine says between two ticks, and still only some megabytes.
constexpr std::size_t mailbox_size = 65'536;

struct Added {
    std::size_t index = 0;
    Result<api::Reply> reply;
};

struct Saved {
    Result<api::Reply> reply;
};

using Message = std::variant<api::Event, Added, Saved>;

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

char const* tried(Aim aim) {
    return aim == Aim::get ? "get" : "seed";
}

void complain(Printer& printer, Aim aim, Notice const& notice) {
    auto const& name = notice.transfer.name();
    printer.error(tried(aim), at(name)({Errc::io, notice.text, notice.where}));
}

enum class Ending { finished, timed_out, interrupted, unread };

class Session {
public:
    Session(Context& context, Foreground const& run)
        : context_(context),
          run_(run),
          start_(now()),
          progress_(run.aim, run.sources, start_),
          mailbox_(mailbox_size),
          wake_(context.services.interrupted, Wake{&mailbox_}) {}

    ExitCode go() {
        if (run_.sources.empty())
            return report(Ending::finished);
        auto engine = context_.services.start_engine(
            run_.swarm, [this](api::Event const& event) { post(event); });
        if (!engine)
            return context_.printer.error("starting the session", engine.error());
        engine_ = std::move(*engine);
        for (std::size_t i = 0; i < run_.sources.size(); ++i)
            engine_->submit(run_.sources[i].add, [this, i](Result<api::Reply> reply) {
                post(Added{i, std::move(reply)});
            });
        auto const ending = wait();
        if (ending != Ending::finished)
            save();
        if (ending == Ending::timed_out && run_.aim == Aim::seed)
            tell(progress_.fail_incomplete(now(), wall()));
        context_.printer.end_live();
        return report(ending);
    }

private:
    struct Wake {
        Mailbox<Message>* mailbox;

        void operator()() const { mailbox->wake(); }
    };

    /// Any thread.
    void post(Message message) {
        // A full mailbox means the terminal has been stuck for long; snapshots still tell the rest.
        (void)mailbox_.post(std::move(message));
    }

    Ending wait() {
        std::optional<SteadyTime> finished_at;
        while (true) {
            auto const limit = run_.time_limit ? start_ + *run_.time_limit : SteadyTime::max();
            take_in(finished_at ? now() + settle_tick : std::min(now() + tick, limit));
            if (progress_.is_finished()) {
                finished_at = finished_at.value_or(now());
                if (progress_.is_settled() || now() >= *finished_at + settle_limit)
                    return Ending::finished;
            } else if (context_.services.interrupted.stop_requested()) {
                return Ending::interrupted;
            } else if (context_.printer.lost_output()) {
                return Ending::unread;
            } else if (now() >= limit) {
                return Ending::timed_out;
            }
            show_live();
        }
    }

    void take_in(SteadyTime deadline) {
        for (auto const& message : mailbox_.drain(deadline)) {
            if (auto const* event = std::get_if<api::Event>(&message))
                tell(progress_.apply(*event, now()));
            else if (auto const* added = std::get_if<Added>(&message))
                tell(progress_.added(added->index, added->reply, now(), wall()));
            else if (auto const* saved = std::get_if<Saved>(&message))
                was_saved(saved->reply);
        }
        tell(progress_.apply(*engine_->snapshot(), now(), wall()));
    }

    static WallTime wall() { return std::chrono::system_clock::now(); }

    void tell(std::vector<Notice> const& notices) {
        for (auto const& notice : notices) {
            if (run_.json)
                context_.printer.json(event_json(notice));
            if (notice.event == "error")
                complain(context_.printer, run_.aim, notice);
            else if (!run_.json)
                tell_people(notice);
        }
    }

    void tell_people(Notice const& notice) {
        auto& printer = context_.printer;
        if (notice.event == "added" && !notice.transfer.magnet.empty())
            return printer.line(notice.transfer.magnet);
        if (notice.event == "warning")
            return printer.note(fmt::format("warning: {}{}{}", notice.text,
                                            notice.where.empty() ? "" : ", on ", notice.where));
        if (notice.event == "progress" && printer.is_terminal())
            return;
        if (auto const text = notice_text(notice, run_.aim))
            printer.status(*text);
    }

    void show_live() {
        if (run_.json || !context_.printer.is_terminal())
            return;
        std::vector<std::string> lines;
        for (auto const& transfer : progress_.transfers())
            if (transfer.outcome == Outcome::going)
                lines.push_back(live_text(transfer, context_.printer.columns()));
        context_.printer.live(lines);
    }

    void save() {
        for (auto const& transfer : progress_.transfers()) {
            if (transfer.view.id == 0 || transfer.outcome != Outcome::going)
                continue;
            ++unsaved_;
            engine_->submit(api::Save{transfer.view.id},
                            [this](Result<api::Reply> reply) { post(Saved{std::move(reply)}); });
        }
        auto const deadline = now() + save_limit;
        while (unsaved_ > 0 && now() < deadline)
            take_in(std::min(now() + tick, deadline));
        if (unsaved_ > 0)
            context_.printer.note(
                "not everything could be saved in time; the next run checks more");
    }

    void was_saved(Result<api::Reply> const& reply) {
        --unsaved_;
        if (!reply)
            context_.printer.error("saving the state", reply.error());
    }

    ExitCode report(Ending ending) {
        if (run_.json)
            for (auto const& transfer : run_.failed)
                context_.printer.json(result_json(transfer));
        for (auto const& transfer : progress_.transfers()) {
            if (run_.json)
                context_.printer.json(result_json(transfer));
            else if (transfer.outcome != Outcome::failed)
                context_.printer.line(result_text(transfer, run_.aim));
        }
        if (ending == Ending::interrupted)
            return context_.services.interrupt_status();
        if (ending == Ending::unread)
            return ExitCode::failed;
        if (ending == Ending::finished || run_.aim == Aim::seed)
            return progress_.exit_code();
        context_.printer.note(fmt::format(
            "{}: the time limit of {} was reached with {} of {} complete; run it again to go on",
            tried(), format_duration(*run_.time_limit), progress_.count(Outcome::done),
            progress_.transfers().size()));
        return ExitCode::timed_out;
    }

    [[nodiscard]] char const* tried() const { return cli::tried(run_.aim); }

    Context& context_;
    Foreground const& run_;
    SteadyTime start_;
    GetProgress progress_;
    int unsaved_ = 0;
    Mailbox<Message> mailbox_;
    std::stop_callback<Wake> wake_;
    std::unique_ptr<api::Engine> engine_; // last: its thread posts to the mailbox until it is gone
};

} // namespace

void tell_failed(Context& context, Foreground& run, std::string const& source, Error const& error) {
    Transfer transfer{};
    transfer.source = source;
    transfer.outcome = Outcome::failed;
    transfer.error = error;
    if (run.json)
        context.printer.json(event_json({.event = "error",
                                         .time = std::chrono::system_clock::now(),
                                         .transfer = transfer,
                                         .text = error.what,
                                         .where = error.where}));
    run.failed.push_back(std::move(transfer));
}

ExitCode run_foreground(Context& context, Foreground const& run) {
    return Session{context, run}.go();
}

} // namespace shoal::cli
