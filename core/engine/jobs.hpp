#pragma once

#include <functional>
#include <stop_token>

namespace shoal::engine {

/// Blocking work, done elsewhere: a job returns what is to be done with its result on the engine
/// thread.
class Jobs {
public:
    using Completion = std::function<void()>;
    using Job = std::function<Completion(std::stop_token)>;

    virtual ~Jobs() = default;
    /// Middling: parsing, looking at files.
    virtual void intake(Job job) = 0;
    /// From the network: half a minute at most.
    virtual void fetch(Job job) = 0;
    /// Long: hashing.
    virtual void check(Job job) = 0;
    /// Short: flushing and writing records. Never waits behind an intake.
    virtual void save(Job job) = 0;
};

} // namespace shoal::engine
