#pragma once

#include "core/base/clock.hpp"

#include <optional>

namespace shoal::policy {

/// Which transport new connections try first.
///
/// TCP, as long as it gets through: on a fast link libtorrent's uTP moved 23 MB/s here where TCP
/// moved 374. When a TCP dial times out, peers may sit behind NAT, where only uTP can be let in
/// (BEP 29, hole punching BEP 55): for the next minute uTP goes first. A refused dial says nothing
/// of the kind. Pure; the caller brings the time.
class Dial {
public:
    explicit Dial(bool utp_allowed) : utp_allowed_(utp_allowed) {}

    void timed_out(SteadyTime now) { last_timeout_ = now; }

    [[nodiscard]] bool utp_first(SteadyTime now) const {
        return utp_allowed_ && last_timeout_ && now - *last_timeout_ < 60s;
    }

private:
    bool utp_allowed_;
    std::optional<SteadyTime> last_timeout_;
};

} // namespace shoal::policy
