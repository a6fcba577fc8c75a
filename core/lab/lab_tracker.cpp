#include "core/lab/lab_tracker.hpp"

#include <fmt/format.h>

#include <charconv>

namespace shoal::lab {
namespace {

/// The value of one query parameter; empty if it is not there.
std::string_view parameter(std::string_view target, std::string_view name) {
    for (char const before : {'?', '&'}) {
        auto const begin = target.find(fmt::format("{}{}=", before, name));
        if (begin == std::string_view::npos)
            continue;
        auto const value = target.substr(begin + name.size() + 2);
        return value.substr(0, value.find('&'));
    }
    return {};
}

} // namespace

std::string announce_reply(std::set<std::uint16_t> const& ports, std::uint16_t asker) {
    std::string peers;
    for (std::uint16_t const port : ports) {
        if (port == asker)
            continue;
        peers += {127, 0, 0, 1};
        peers += static_cast<char>(port >> 8);
        peers += static_cast<char>(port & 0xff);
    }
    return fmt::format("d8:intervali5e12:min intervali1e5:peers{}:{}e", peers.size(), peers);
}

Result<std::unique_ptr<LabTracker>> LabTracker::start() {
    std::unique_ptr<LabTracker> tracker{new LabTracker};
    LabTracker& self = *tracker;
    SHOAL_TRY(self.server_, net::HttpServer::start({"127.0.0.1", 0}, [&self](auto const& request) {
                  return self.answer(request);
              }));
    return tracker;
}

std::string LabTracker::announce_url() const {
    return fmt::format("http://{}/announce", api::to_string(server_->endpoint()));
}

net::HttpResponse LabTracker::answer(net::HttpRequest const& request) {
    auto const text = parameter(request.target, "port");
    std::uint16_t port = 0;
    std::from_chars(text.data(), text.data() + text.size(), port);
    if (port == 0)
        return {.status = 400, .body = "d14:failure reason12:port missinge"};
    if (parameter(request.target, "event") == "stopped")
        ports_.erase(port);
    else
        ports_.insert(port);
    return {.body = announce_reply(ports_, port)};
}

} // namespace shoal::lab
