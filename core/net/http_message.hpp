#pragma once

#include "core/api/types.hpp"

#include <map>

namespace shoal::net {

struct HttpRequest {
    std::string method; ///< "GET"
    std::string target; ///< path and query, as sent: untrusted, still percent-encoded
    std::string body{};
    std::string host{};     ///< as the client calls us, with a port perhaps: untrusted
    api::Endpoint remote{}; ///< without a host over a Unix socket
};

struct HttpResponse {
    int status = 200;
    std::string type = "text/plain";
    std::string body{};
    std::map<std::string, std::string> headers{}; ///< further ones, such as Location
};

} // namespace shoal::net
