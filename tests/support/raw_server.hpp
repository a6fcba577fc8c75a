#pragma once

#include "core/base/file.hpp"

#include <functional>
#include <thread>

namespace shoal::test {

/// A connected TCP stream: what a scripted server or a raw client does with it.
class RawStream {
public:
    explicit RawStream(Fd fd) : fd_(std::move(fd)) {}

    /// To 127.0.0.1:port.
    [[nodiscard]] static RawStream connect(std::uint16_t port);

    [[nodiscard]] int fd() const { return fd_.get(); }

    /// Everything up to and including `end`, or until the other side closes, or five seconds.
    std::string read_until(std::string_view end);
    void write(std::string_view bytes);

private:
    Fd fd_;
};

/// Listens on a free port of 127.0.0.1 and hands each connection, one after the other, to a script
/// on its own thread; the connection closes when the script returns. The destructor ends the
/// listening and waits for the script.
class RawServer {
public:
    using Script = std::function<void(RawStream&, std::stop_token)>;

    explicit RawServer(Script script);
    ~RawServer();
    RawServer(RawServer const&) = delete;
    RawServer& operator=(RawServer const&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    Fd listener_;
    std::uint16_t port_ = 0;
    std::jthread thread_;
};

/// For scripts: holds the connection open until the server is destroyed.
void hold(std::stop_token stop);

} // namespace shoal::test
