#include "core/control/http_answers.hpp"

#include "core/control/json_answer.hpp"

namespace shoal::control {
namespace {

/// The one place where kinds of failures become HTTP statuses.
int status_of(Errc code) {
    switch (code) {
    case Errc::invalid_input:
        return 400;
    case Errc::denied:
        return 403;
    case Errc::not_found:
        return 404;
    case Errc::conflict:
        return 409;
    case Errc::busy:
        return 429;
    case Errc::io:
        return 507;
    case Errc::unavailable:
        return 503;
    case Errc::internal:
        break;
    }
    return 500;
}

} // namespace

net::HttpResponse json_response(std::string body) {
    return {.type = "application/json", .body = std::move(body)};
}

net::HttpResponse failure(Error const& error) {
    auto response = json_response(to_json(error));
    response.status = status_of(error.code);
    return response;
}

void refuse(std::shared_ptr<net::HttpReply> const& reply, Error error) {
    reply->send([error = std::move(error)] { return failure(error); });
}

} // namespace shoal::control
