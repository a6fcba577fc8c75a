#include "core/base/worker.hpp"

#include "core/base/check.hpp"

#include <limits>

namespace shoal {

Worker::Worker()
    : jobs_(std::numeric_limits<std::size_t>::max()),
      thread_([this](std::stop_token stop) { run(stop); }) {}

Worker::~Worker() {
    thread_.request_stop();
    finish();
}

void Worker::post(Job job) {
    // Refused only once closed: then nobody waits for the answer any more.
    (void)jobs_.post(std::move(job));
}

void Worker::finish() {
    jobs_.close();
    if (thread_.joinable())
        thread_.join();
}

void Worker::run(std::stop_token stop) {
    while (true) {
        bool const last = jobs_.closed();
        for (Job& job : jobs_.drain(std::chrono::steady_clock::now() + 1h)) {
            if (stop.stop_requested())
                return;
            job(stop);
        }
        if (last)
            return;
    }
}

} // namespace shoal
