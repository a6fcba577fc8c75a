// What handlers keep of a connection. It may outlive server and connection, so it reaches them only
// by a job on the server's thread, which looks whether the connection is still there.
#include "core/net/http_reply.hpp"

#include <fmt/format.h>

namespace shoal::net {
namespace {

struct Way {
    std::shared_ptr<ServerGate> gate;
    std::weak_ptr<HttpConnection> connection;

    template <class Job>
    void post(Job job) const {
        gate->post([connection = connection, job = std::move(job)] {
            if (auto const there = connection.lock())
                job(*there);
        });
    }
};

class Stream final : public HttpStream {
public:
    Stream(Way way, std::shared_ptr<StreamLevel> level, std::int64_t limit)
        : way_(std::move(way)), level_(std::move(level)), limit_(limit) {}

    ~Stream() override {
        way_.post([](HttpConnection& connection) { connection.finish_stream(); });
    }

    Stream(Stream const&) = delete;
    Stream& operator=(Stream const&) = delete;

    bool push(std::string_view bytes) override {
        // A chunk without bytes would end the answer.
        if (level_->is_over || bytes.empty())
            return !level_->is_over;
        auto chunk = fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
        if ((level_->unread += static_cast<std::int64_t>(chunk.size())) > limit_) {
            level_->is_over = true;
            way_.post([](HttpConnection& connection) { connection.end(); });
            return false;
        }
        way_.post(
            [chunk = std::move(chunk)](HttpConnection& connection) { connection.flow(chunk); });
        return true;
    }

private:
    Way way_;
    std::shared_ptr<StreamLevel> level_;
    std::int64_t limit_;
};

class Reply final : public HttpReply {
public:
    Reply(Way way, std::int64_t unread_limit) : way_(std::move(way)), unread_limit_(unread_limit) {}

    ~Reply() override {
        if (!is_answered_)
            send([] { return HttpResponse{.status = 500, .body = "internal error\n"}; });
    }

    Reply(Reply const&) = delete;
    Reply& operator=(Reply const&) = delete;

    void send(std::function<HttpResponse()> make) override {
        if (!is_answered_.exchange(true))
            way_.post(
                [make = std::move(make)](HttpConnection& connection) { connection.answer(make); });
    }

    std::shared_ptr<HttpStream> stream(HttpResponse head) override {
        auto level = std::make_shared<StreamLevel>();
        level->is_over = is_answered_.exchange(true);
        if (!level->is_over)
            way_.post([head = std::move(head), level](HttpConnection& connection) {
                connection.begin_stream(head, level);
            });
        return std::make_shared<Stream>(way_, level, unread_limit_);
    }

private:
    Way way_;
    std::int64_t unread_limit_;
    std::atomic<bool> is_answered_ = false;
};

} // namespace

std::shared_ptr<HttpReply> make_reply(ServerContext const& context,
                                      std::weak_ptr<HttpConnection> connection) {
    return std::make_shared<Reply>(Way{context.gate, std::move(connection)},
                                   context.limits.unread_bytes);
}

} // namespace shoal::net
