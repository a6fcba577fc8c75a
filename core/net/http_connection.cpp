#include "core/net/http_connection.hpp"

#include "core/net/http_reply.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>

#include <sstream>

namespace shoal::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

HttpResponse made(std::function<HttpResponse()> const& make) {
    try {
        return make();
    } catch (std::exception const&) {
        return {.status = 500, .body = "internal error\n"};
    }
}

std::string text(beast::string_view view) {
    return {view.data(), view.size()};
}

} // namespace

void ServerGate::post(std::function<void()> job) {
    std::scoped_lock lock(mutex_);
    if (io_ != nullptr)
        asio::post(*io_, std::move(job));
}

void ServerGate::close() {
    std::scoped_lock lock(mutex_);
    io_ = nullptr;
}

HttpConnection::HttpConnection(Socket socket, api::Endpoint remote, ServerContext const& context,
                               OnEnd on_end)
    : stream_(std::move(socket)),
      remote_(std::move(remote)),
      context_(context),
      on_end_(std::move(on_end)) {}

void HttpConnection::read() {
    parser_.emplace();
    parser_->header_limit(context_.limits.header_bytes);
    parser_->body_limit(context_.limits.body_bytes);
    stream_.expires_after(context_.limits.timeout);
    http::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](error_code error, std::size_t) { self->was_read(error); });
}

void HttpConnection::was_read(error_code error) {
    keep_alive_ = false;
    if (error == http::error::body_limit)
        return write({.status = 413, .body = "the request is too large\n"});
    if (error.category() == http::make_error_code(http::error::bad_version).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message)
        return write({.status = 400, .body = "this is not HTTP\n"});
    if (error)
        return end();
    handle(parser_->release());
}

void HttpConnection::handle(http::request<http::string_body> request) {
    is_head_ = request.method() == http::verb::head;
    keep_alive_ = request.keep_alive();
    auto const reply = make_reply(context_, weak_from_this());
    try {
        context_.handler({.method = text(request.method_string()),
                          .target = text(request.target()),
                          .body = std::move(request.body()),
                          .host = text(request[http::field::host]),
                          .remote = remote_},
                         reply);
    } catch (std::exception const&) {
        reply->send([] { return HttpResponse{.status = 500, .body = "internal error\n"}; });
    }
}

void HttpConnection::answer(std::function<HttpResponse()> const& make) {
    write(made(make));
}

void HttpConnection::set_head(HttpResponse const& response) {
    response_ = {};
    response_.version(11);
    response_.result(static_cast<unsigned>(response.status));
    response_.set(http::field::server, "shoal");
    response_.set(http::field::content_type, response.type);
    for (auto const& [name, value] : response.headers)
        response_.set(name, value);
}

void HttpConnection::write(HttpResponse response) {
    set_head(response);
    response_.keep_alive(keep_alive_);
    response_.content_length(response.body.size());
    if (!is_head_)
        response_.body() = std::move(response.body);
    stream_.expires_after(context_.limits.timeout);
    http::async_write(stream_, response_,
                      [self = shared_from_this()](error_code error, std::size_t) {
                          if (!error && self->keep_alive_)
                              return self->read();
                          error_code ignored;
                          self->stream_.socket().shutdown(Socket::shutdown_send, ignored);
                          self->end();
                      });
}

void HttpConnection::begin_stream(HttpResponse const& head, std::shared_ptr<StreamLevel> level) {
    if (is_head_) {
        level->is_over = true;
        return write({.status = head.status, .type = head.type, .headers = head.headers});
    }
    level_ = std::move(level);
    set_head(head);
    response_.chunked(true);
    std::ostringstream out;
    out << response_.base();
    add(out.str());
    stream_.expires_never();
    watch_reader();
    write_waiting();
}

/// A reader has nothing more to say: whatever comes, its leaving most likely, ends the stream.
void HttpConnection::watch_reader() {
    stream_.async_read_some(buffer_.prepare(1),
                            [self = shared_from_this()](error_code, std::size_t) { self->end(); });
}

void HttpConnection::flow(std::string const& bytes) {
    if (!level_)
        return;
    waiting_ += bytes;
    write_waiting();
}

void HttpConnection::finish_stream() {
    if (!level_)
        return;
    is_finished_ = true;
    add("0\r\n\r\n");
    write_waiting();
}

void HttpConnection::add(std::string_view bytes) {
    level_->unread += static_cast<std::int64_t>(bytes.size());
    waiting_ += bytes;
}

void HttpConnection::write_waiting() {
    if (!sending_.empty() || !level_ || level_->is_over)
        return;
    if (waiting_.empty())
        return is_finished_ ? end() : void();
    sending_.swap(waiting_);
    asio::async_write(stream_, asio::buffer(sending_),
                      [self = shared_from_this()](error_code error, std::size_t sent) {
                          self->level_->unread -= static_cast<std::int64_t>(sent);
                          self->sending_.clear();
                          return error ? self->end() : self->write_waiting();
                      });
}

void HttpConnection::end() {
    if (level_)
        level_->is_over = true;
    stream_.close();
    on_end_(shared_from_this());
}

} // namespace shoal::net
