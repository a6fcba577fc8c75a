#include "ui-cli/cli/daemon/daemon.hpp"

#include <limits>

namespace shoal::cli {
namespace {

// Fetching a .torrent from a slow web server is the longest that an answer may take.
constexpr auto answer_limit = 2min;
// Enough for the daemon to store many at once, few enough never to fill its mailbox.
constexpr std::size_t most_under_way = 64;
// Far more than a daemon says between two looks, and still only some megabytes.
constexpr std::size_t mailbox_size = 65'536;

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

} // namespace

Daemon::Daemon(Services& services, Follow follow)
    : services_(services),
      follow_(follow),
      mailbox_(mailbox_size),
      wake_(services.interrupted, Wake{&mailbox_}) {}

Result<void> Daemon::attach(std::string const& socket) {
    socket_ = socket.empty() ? services_.socket : fs::path{socket};
    api::OnEvent on_event;
    if (follow_ == Follow::yes)
        on_event = [this](api::Event const& event) {
            // Full means that nobody reads our output: what is lost could not be told either.
            (void)mailbox_.post(event);
        };
    SHOAL_TRY(engine_, services_.attach(socket_, std::move(on_event)));
    return {};
}

void Daemon::send(api::Command command, std::size_t index) {
    engine_->submit(std::move(command), [this, index](Result<api::Reply> reply) {
        (void)mailbox_.post(Replied{index, std::move(reply)});
    });
}

Result<api::Reply> Daemon::submit(api::Command command) {
    return std::move(submit(1, [&](std::size_t) { return std::move(command); }).front());
}

Daemon::Replies Daemon::submit(std::size_t count, Make const& make) {
    Replies replies(count, silence());
    std::size_t under_way = 0;
    for (std::size_t next = 0; next < count || under_way > 0;) {
        if (next < count && under_way < most_under_way) {
            if (auto command = make(next)) {
                send(*std::move(command), next);
                ++under_way;
            } else {
                replies[next] = tl::make_unexpected(std::move(command).error());
            }
            ++next;
            continue;
        }
        auto const messages = receive();
        if (messages.empty())
            break;
        for (auto const& message : messages)
            if (auto const* replied = std::get_if<Replied>(&message)) {
                replies[replied->index] = replied->reply;
                --under_way;
            }
    }
    return replies;
}

Result<api::Answer> Daemon::ask(api::Question question) {
    engine_->ask(question,
                 [this](Result<api::Answer> answer) { (void)mailbox_.post(std::move(answer)); });
    for (auto messages = receive(); !messages.empty(); messages = receive())
        for (auto& message : messages)
            if (auto* answer = std::get_if<Result<api::Answer>>(&message))
                return std::move(*answer);
    return silence();
}

std::vector<api::Event> Daemon::events(SteadyTime deadline) {
    if (events_.empty())
        for (auto& message : mailbox_.drain(deadline))
            if (auto* event = std::get_if<api::Event>(&message))
                events_.push_back(std::move(*event));
    return std::exchange(events_, {});
}

void Daemon::idle(SteadyTime until) {
    while (now() < until && !is_interrupted())
        (void)events(until);
}

std::vector<Daemon::Message> Daemon::receive() {
    auto const deadline = now() + answer_limit;
    std::vector<Message> others;
    do {
        // After a signal what is there already still counts.
        for (auto& message : mailbox_.drain(is_interrupted() ? now() : deadline)) {
            if (auto* event = std::get_if<api::Event>(&message))
                events_.push_back(std::move(*event));
            else
                others.push_back(std::move(message));
        }
    } while (others.empty() && !is_interrupted() && now() < deadline);
    return others;
}

bool Daemon::is_interrupted() const {
    return services_.interrupted.stop_requested();
}

tl::unexpected<Error> Daemon::silence() const {
    return fail(Errc::unavailable, "no answer came; what was asked may happen yet",
                socket_.string());
}

ExitCode daemon_failed(Context& context, std::string_view tried, Error const& error) {
    auto const status = context.printer.error(tried, error);
    if (error.code != Errc::unavailable)
        return status;
    return context.services.interrupted.stop_requested() ? context.services.interrupt_status()
                                                         : ExitCode::no_daemon;
}

} // namespace shoal::cli
