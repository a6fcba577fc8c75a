#include "core/control/mirror.hpp"

#include "core/control/daemon_call.hpp"
#include "core/control/json_snapshot.hpp"

#include <fmt/format.h>

namespace shoal::control {
namespace {

constexpr auto patience = 10s;

} // namespace

Result<void> Mirror::refresh(net::UnixHttp& http) {
    auto const before = state();
    auto target =
        fmt::format("/v1/snapshot?session={}&since={}", before.session, before.snapshot->revision);
    SHOAL_TRY(auto const text,
              call_daemon(http, {.method = "GET", .target = std::move(target)}, patience));
    SHOAL_TRY(auto const delta, delta_from_json(text));
    bool const is_news = delta.is_full || delta.revision != before.snapshot->revision;
    if (is_news || before.snapshot->is_stale)
        put({delta.session, apply(*before.snapshot, delta)});
    return {};
}

std::shared_ptr<api::Snapshot const> Mirror::snapshot() const {
    std::scoped_lock lock(mutex_);
    return state_.snapshot;
}

void Mirror::lost() {
    std::scoped_lock lock(mutex_);
    if (state_.snapshot->is_stale)
        return;
    auto last = std::make_shared<api::Snapshot>(*state_.snapshot);
    last->is_stale = true;
    state_.snapshot = std::move(last);
}

Mirror::State Mirror::state() const {
    std::scoped_lock lock(mutex_);
    return state_;
}

void Mirror::put(State next) {
    std::scoped_lock lock(mutex_);
    // Another thread may have fetched a later one meanwhile.
    if (next.session != state_.session || next.snapshot->revision > state_.snapshot->revision ||
        state_.snapshot->is_stale)
        std::swap(state_, next);
}

} // namespace shoal::control
