#pragma once

#include <libtorrent/alert_types.hpp>
#include <libtorrent/extensions.hpp>

#include <atomic>
#include <functional>

namespace shoal::engine {

/// Wakes the engine for news. libtorrent's own notice comes with the first alert of whatever kind;
/// those of the DHT come by the hundred each second, and can wait for the engine's tick.
class NewsBell final : public lt::plugin {
public:
    explicit NewsBell(std::function<void()> wake) : wake_(std::move(wake)) {}

    lt::feature_flags_t implemented_features() override { return alert_feature; }

    /// On the thread that posts it, under libtorrent's lock.
    void on_alert(lt::alert const* alert) override {
        bool const can_wait = alert->type() == lt::dht_pkt_alert::alert_type ||
                              alert->type() == lt::dht_log_alert::alert_type;
        if (!can_wait && !has_rung_.exchange(true))
            wake_();
    }

    /// It may ring again: what is there is about to be taken. Engine thread.
    void arm() { has_rung_ = false; }

    /// It rings no more, unless armed.
    void hush() { has_rung_ = true; }

private:
    std::function<void()> wake_;
    std::atomic<bool> has_rung_ = false;
};

} // namespace shoal::engine
