#include "core/control/daemon_call.hpp"

#include "core/control/json_answer.hpp"

namespace shoal::control {

Error no_daemon(Error error) {
    if (error.code != Errc::not_found)
        return error;
    return {Errc::unavailable, "no daemon is running; start one with 'shoal daemon'", error.where};
}

Result<std::string> call_daemon(net::UnixHttp& http, net::HttpRequest request,
                                std::chrono::milliseconds timeout) {
    SHOAL_TRY(auto response, http.ask(std::move(request), timeout).map_error(no_daemon));
    if (response.status != 200)
        return tl::make_unexpected(error_from_json(response.body));
    return std::move(response.body);
}

} // namespace shoal::control
