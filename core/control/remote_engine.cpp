#include "core/control/remote_engine.hpp"

#include "core/base/worker.hpp"
#include "core/control/daemon_call.hpp"
#include "core/control/follower.hpp"
#include "core/control/json_answer.hpp"
#include "core/control/json_command.hpp"

#include <fmt/format.h>

namespace shoal::control {
namespace {

constexpr auto attach_patience = 10s;
// An Add may have to fetch its source from the network first.
constexpr auto command_patience = 120s;
constexpr int most_waiting = 4096;

/// Keeps its word: who is dropped unanswered answers that the engine has ended.
template <class T>
class Promise {
public:
    explicit Promise(std::function<void(Result<T>)> answer) : answer_(std::move(answer)) {}

    ~Promise() {
        if (answer_)
            answer_(fail(Errc::unavailable, "this side has ended before the daemon answered"));
    }

    Promise(Promise const&) = delete;
    Promise& operator=(Promise const&) = delete;

    void keep(Result<T> result) { std::exchange(answer_, nullptr)(std::move(result)); }

private:
    std::function<void(Result<T>)> answer_;
};

class RemoteEngine final : public api::Engine {
public:
    explicit RemoteEngine(fs::path const& socket) : http_(socket, stop_.get_token()) {}

    ~RemoteEngine() override { stop_.request_stop(); }

    RemoteEngine(RemoteEngine const&) = delete;
    RemoteEngine& operator=(RemoteEngine const&) = delete;

    Result<void> open(fs::path const& socket, api::OnEvent on_event) {
        SHOAL_TRY(auto const text,
                  call_daemon(http_, {.method = "GET", .target = "/v1/version"}, attach_patience));
        SHOAL_TRY(auto const version, version_from_json(text));
        if (version.api != api_version)
            return fail(Errc::unavailable,
                        fmt::format("the daemon is version {}, which this one cannot talk to; "
                                    "restart it",
                                    version.version),
                        socket.string());
        // The snapshot is fetched after events began to arrive, so nothing falls in between.
        if (on_event) {
            SHOAL_TRY(follower_, Follower::start(socket, mirror_, std::move(on_event)));
        }
        return mirror_.refresh(http_);
    }

    void submit(api::Command command, api::Done done) override {
        post<api::Reply>(std::move(done), [this, command = std::move(command)]() {
            auto reply = call("/v1/command", to_json(command)).and_then(reply_from_json);
            if (follower_)
                follower_->poke();
            else if (waiting_ == 1) // the last of those under way shows all
                (void)mirror_.refresh(http_);
            return reply;
        });
    }

    void ask(api::Question question, api::Answered answered) override {
        post<api::Answer>(std::move(answered), [this, question]() {
            return call("/v1/question", to_json(question)).and_then(answer_from_json);
        });
    }

    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const override {
        if (follower_)
            follower_->look();
        return mirror_.snapshot();
    }

private:
    Result<std::string> call(std::string target, std::string body) {
        return call_daemon(http_,
                           {.method = "POST", .target = std::move(target), .body = std::move(body)},
                           command_patience);
    }

    template <class T, class Work>
    void post(std::function<void(Result<T>)> answer, Work work) {
        if (++waiting_ > most_waiting) {
            --waiting_;
            return answer(fail(Errc::busy, "too much waits for the daemon; try again"));
        }
        auto promise = std::make_shared<Promise<T>>(std::move(answer));
        worker_.post([this, promise, work = std::move(work)](std::stop_token const&) {
            auto result = work();
            --waiting_;
            promise->keep(std::move(result));
        });
    }

    std::stop_source stop_;
    Mirror mirror_;
    net::UnixHttp http_; ///< the worker's, once we are open
    std::unique_ptr<Follower> follower_;
    std::atomic<int> waiting_ = 0;
    Worker worker_;
};

} // namespace

Result<std::unique_ptr<api::Engine>> attach(fs::path const& socket, api::OnEvent on_event) {
    auto engine = std::make_unique<RemoteEngine>(socket);
    SHOAL_TRY_VOID(engine->open(socket, std::move(on_event)));
    return engine;
}

} // namespace shoal::control
