#include "core/engine/local_engine.hpp"

#include "core/engine/records/state_files.hpp"
#include "core/engine/records/store_keeper.hpp"

#include <future>
#include <limits>

namespace shoal::engine {
namespace {

constexpr std::size_t mailbox_capacity = 4096;
// With the wire's two seconds for the trackers this keeps ctrl-C under five.
constexpr auto settle_time = 2500ms;

std::unique_ptr<Records> make_records(store::Store* store, fs::path const& state_dir) {
    if (store)
        return std::make_unique<StoreRecords>(*store);
    return std::make_unique<StateFiles>(state_dir);
}

} // namespace

LocalEngine::LocalEngine(EngineParts& parts)
    : submissions_(mailbox_capacity),
      completions_(std::numeric_limits<std::size_t>::max()),
      store_(std::move(parts.store)),
      records_(make_records(store_.get(), parts.state_dir)),
      keeper_(make_keeper()),
      desk_(*records_, std::move(parts.fetch)) {}

std::unique_ptr<Keeper> LocalEngine::make_keeper() {
    if (!store_)
        return std::make_unique<ForgetfulKeeper>();
    return std::make_unique<StoreKeeper>(
        *store_, [this](std::function<void()> answer) { complete(std::move(answer)); });
}

Result<std::unique_ptr<LocalEngine>> LocalEngine::create(EngineParts parts, api::OnEvent on_event) {
    std::unique_ptr<LocalEngine> engine{new LocalEngine{parts}};
    SHOAL_TRY_VOID(engine->open(parts, std::move(on_event)));
    return engine;
}

Result<void> LocalEngine::open(EngineParts const& parts, api::OnEvent on_event) {
    Remains remains;
    if (store_) {
        SHOAL_TRY(remains.torrents, store_->torrents());
        SHOAL_TRY(remains.bans, store_->bans(clock_.wall()));
        SHOAL_TRY(remains.events, store_->events(EventLog::capacity));
        SHOAL_TRY(remains.by_hand, load_by_hand(*store_));
    }
    SHOAL_TRY(wire_, parts.open_wire({records_->load_dht(), remains.bans},
                                     [this] { submissions_.wake(); }));
    session_ = std::make_unique<Session>(
        Session::World{*wire_, *this, clock_, *records_, desk_, *keeper_}, parts.utp,
        std::move(on_event), [this](auto snapshot) { box_.put(std::move(snapshot)); });
    // Whoever has an engine sees its torrents.
    std::promise<void> restored;
    thread_ = std::jthread{[&](std::stop_token stop) {
        session_->handle(api::Command{api::Configure{parts.rules, parts.housekeeping}},
                         [](auto const&) {});
        session_->restore(std::move(remains));
        restored.set_value();
        run(std::move(stop));
    }};
    restored.get_future().wait();
    return {};
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

void LocalEngine::fetch(Job job) {
    fetch_worker_.post(
        [this, job = std::move(job)](std::stop_token stop) { complete(job(std::move(stop))); });
}

void LocalEngine::check(Job job) {
    check_worker_.post(
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
    session_->end_turn();
}

void LocalEngine::settle() {
    auto const deadline = clock_.now() + settle_time;
    session_->begin_shutdown();
    while (!session_->is_settled() && clock_.now() < deadline)
        turn(std::min(deadline, clock_.now() + 20ms));
    // Losing the routing table only makes the next start slower.
    (void)records_->save_dht(wire_->dht_state());
}

} // namespace shoal::engine
