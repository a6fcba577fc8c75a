#include "core/control/router.hpp"

#include "core/control/documents_page.hpp"
#include "core/control/http_answers.hpp"
#include "core/control/json_answer.hpp"
#include "core/control/json_command.hpp"
#include "core/control/json_snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <random>

namespace shoal::control {
namespace {

template <class T>
net::HttpResponse response(Result<T> const& result) {
    return result ? json_response(to_json(*result)) : failure(result.error());
}

/// For `done`: the text is made on the server's thread, for it may be long.
template <class T>
auto answer_to(std::shared_ptr<net::HttpReply> const& reply) {
    return [reply](Result<T> result) {
        reply->send([result = std::move(result)] { return response(result); });
    };
}

/// The value of one query parameter. Ours need no percent-encoding.
std::optional<std::string_view> parameter(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        auto const part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), part.size() + 1));
        if (part.starts_with(name) && part.substr(name.size()).starts_with('='))
            return part.substr(name.size() + 1);
    }
    return std::nullopt;
}

net::HttpResponse wrong_method(std::string_view right) {
    auto response = failure({Errc::invalid_input, fmt::format("ask with {}", right), {}});
    response.status = 405;
    response.headers["Allow"] = right;
    return response;
}

std::string random_name() {
    std::random_device random;
    return fmt::format("{:08x}{:08x}", random(), random());
}

} // namespace

std::array<Router::Route, 7> const Router::routes{{
    {"POST", "/v1/command", &Router::command},
    {"POST", "/v1/question", &Router::question},
    {"GET", "/v1/snapshot", &Router::snapshot},
    {"GET", "/v1/events", &Router::follow},
    {"GET", "/v1/version", &Router::version},
    {"GET", torrents_path, &Router::document, true},
    {"GET", metrics_path, &Router::metrics},
}};

Router::Router(api::Engine& engine, EventFan& events, MetricsSource const& metrics,
               std::string version)
    : engine_(engine),
      events_(events),
      metrics_(metrics),
      version_(std::move(version)),
      history_(random_name()) {}

void Router::handle(net::HttpRequest const& request, std::shared_ptr<net::HttpReply> const& reply) {
    std::string_view const target = request.target;
    auto const path = target.substr(0, target.find('?'));
    auto const query = target.substr(std::min(target.size(), path.size() + 1));
    auto const* const route = std::ranges::find_if(routes, [path](Route const& candidate) {
        return candidate.path == path ||
               (candidate.has_more_below && path.starts_with(candidate.path) &&
                path.substr(candidate.path.size()).starts_with('/'));
    });
    if (route == routes.end())
        return refuse(reply, {Errc::not_found, "there is nothing here", std::string{path}});
    if (route->method != request.method)
        return reply->send([method = route->method] { return wrong_method(method); });
    (this->*route->handler)({request, path, query, reply});
}

void Router::command(Call const& call) {
    auto command = command_from_json(call.request.body);
    if (!command)
        return refuse(call.reply, command.error());
    auto const arrived = std::chrono::steady_clock::now();
    engine_.submit(std::move(*command),
                   [arrived, meter = metrics_.commands(),
                    answer = answer_to<api::Reply>(call.reply)](Result<api::Reply> reply) {
                       meter->add(std::chrono::duration_cast<std::chrono::microseconds>(
                           std::chrono::steady_clock::now() - arrived));
                       answer(std::move(reply));
                   });
}

void Router::question(Call const& call) {
    auto question = question_from_json(call.request.body);
    if (!question)
        return refuse(call.reply, question.error());
    engine_.ask(*question, answer_to<api::Answer>(call.reply));
}

void Router::snapshot(Call const& call) {
    auto const text = parameter(call.query, "since").value_or("0");
    std::uint64_t since = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), since);
    if (error != std::errc{} || end != text.data() + text.size())
        return refuse(call.reply, {Errc::invalid_input, "this must be a revision", "since"});
    auto const session = parameter(call.query, "session").value_or(history_.session());
    call.reply->send([delta = history_.since(engine_.snapshot(), session, since)] {
        return json_response(to_json(delta));
    });
}

void Router::follow(Call const& call) {
    events_.add(call.reply->stream({.type = "application/x-ndjson"}));
}

void Router::document(Call const& call) {
    show_document(engine_, call.path, call.reply);
}

void Router::metrics(Call const& call) {
    metrics_.show(call.reply);
}

void Router::version(Call const& call) {
    Version const version{.version = version_, .api = api_version, .session = history_.session()};
    call.reply->send([version] { return json_response(to_json(version)); });
}

} // namespace shoal::control
