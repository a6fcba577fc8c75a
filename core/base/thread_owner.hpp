#pragma once

#include "core/base/check.hpp"

#include <thread>

namespace shoal {

/// Names the one thread that may touch a piece of state; `check` aborts on any other.
/// The first thread to call `check` becomes the owner.
class ThreadOwner {
public:
    void check() {
        if (owner_ == std::thread::id{})
            owner_ = std::this_thread::get_id();
        SHOAL_CHECK(owner_ == std::this_thread::get_id(), "state touched off its owner thread");
    }

private:
    std::thread::id owner_;
};

} // namespace shoal
