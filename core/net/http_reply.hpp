#pragma once

#include "core/net/http_connection.hpp"

namespace shoal::net {

/// The reply to the request that `connection` has just read.
[[nodiscard]] std::shared_ptr<HttpReply> make_reply(ServerContext const& context,
                                                    std::weak_ptr<HttpConnection> connection);

} // namespace shoal::net
