#pragma once

#include "core/net/http_server.hpp"

namespace shoal::control {

/// A body that is JSON.
[[nodiscard]] net::HttpResponse json_response(std::string body);

/// The error as a body, with the status that fits its kind.
[[nodiscard]] net::HttpResponse failure(Error const& error);

void refuse(std::shared_ptr<net::HttpReply> const& reply, Error error);

} // namespace shoal::control
