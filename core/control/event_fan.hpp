#pragma once

#include "core/api/event.hpp"
#include "core/net/http_server.hpp"

#include <mutex>

namespace shoal::control {

/// Hands each event to all who follow. Who reads too slowly is cut off and must look at a snapshot
/// again. Any thread.
class EventFan {
public:
    void add(std::shared_ptr<net::HttpStream> reader);
    void publish(api::Event const& event);

private:
    using Readers = std::vector<std::shared_ptr<net::HttpStream>>;

    [[nodiscard]] Readers readers() const;

    mutable std::mutex mutex_;
    Readers readers_;
};

} // namespace shoal::control
