#include "core/engine/local_engine.hpp"

#include <limits>

namespace shoal::engine {
namespace {

constexpr std::size_t mailbox_capacity = 4096;
// With the wire's two seconds for the trackers this keeps ctrl-C under five.
constexpr auto settle_time = 2500ms;

} // namespace

LocalEngine::LocalEngine(fs::path state_dir, Fetch fetch)
    : files_(std::move(state_dir)),
      desk_(files_, std::move(fetch)),
      submissions_(mailbox_capacity),
      completions_(std::numeric_limits<std::size_t>::max()) {}

Result<std::unique_ptr<LocalEngine>> LocalEngine::create(fs::path state_dir, bool utp, Fetch fetch,
                                                         OpenWire const& open_wire,
                                                         api::OnEvent on_event) {
    std::unique_ptr<LocalEngine> engine{new LocalEngine{std::move(state_dir), std::move(fetch)}};
    LocalEngine& self = *engine;
    SHOAL_TRY(self.wire_, open_wire([&self] { self.submissions_.wake(); }));
    self.session_ = std::make_unique<Session>(
        Session::World{*self.wire_, self, self.clock_, self.files_, self.desk_}, utp,
        std::move(on_event), [&self](auto snapshot) { self.box_.put(std::move(snapshot)); });
    self.thread_ = std::jthread{[&self](std::stop_token stop) {
        self.run(std::move(stop));
    }};
    return engine;
}

LocalEngine::~LocalEngine() {
    submissions_.close();
    thread_.request_stop();
    submissions_.wake();
    if (thread_.joinable())
        thread_.join();
    // The workers outlive the thread that waits for them, and the wire outlives neither: it still
    // calls `wake`.
    wire_.reset();
}

void LocalEngine::submit(api::Command command, api::Done done) {
    post({[command = std::move(command), done](Session& session) mutable {
              session.handle(std::move(command), std::move(done));
          },
          [done](Error error) {
              done(tl::make_unexpected(std::move(error)));
          }});
}

void LocalEngine::ask(api::Question question, api::Answered answered) {
    post({[question, answered](Session& session) { session.answer(question, answered); },
          [answered](Error error) {
              answered(tl::make_unexpected(std::move(error)));
          }});
}

void LocalEngine::post(Submission submission) {
    if (!submissions_.post(std::move(submission)))
        // NOLINTNEXTLINE(bugprone-use-after-move): refused items are untouched
        submission.refuse({Errc::busy, "the engine is busy or ending; try again", {}});
}

std::shared_ptr<api::Snapshot const> LocalEngine::snapshot() const {
    return box_.get();
}

void LocalEngine::intake(Job job) {
    intake_worker_.post(
        [this, job = std::move(job)](std::stop_token stop) { complete(job(std::move(stop))); });
}

void LocalEngine::save(Job job) {
    save_worker_.post(
        [this, job = std::move(job)](std::stop_token stop) { complete(job(std::move(stop))); });
}

void LocalEngine::complete(Completion completion) {
    (void)completions_.post(std::move(completion));
    submissions_.wake();
}

void LocalEngine::run(std::stop_token stop) {
    while (!stop.stop_requested())
        turn(session_->next_tick());
    settle();
}

void LocalEngine::turn(SteadyTime deadline) {
    for (Submission& submission : submissions_.drain(deadline))
        submission.apply(*session_);
    for (Completion& completion : completions_.drain(SteadyTime{}))
        completion();
    for (WireEvent const& event : wire_->poll())
        session_->apply(event);
    session_->tick();
}

void LocalEngine::settle() {
    auto const deadline = clock_.now() + settle_time;
    session_->begin_shutdown();
    while (!session_->is_settled() && clock_.now() < deadline)
        turn(std::min(deadline, clock_.now() + 20ms));
    // Losing the routing table only makes the next start slower.
    (void)files_.save_dht(wire_->dht_state());
}

} // namespace shoal::engine
