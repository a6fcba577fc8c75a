#pragma once

#include "tests/support/server.hpp"

#include <atomic>

namespace shoal::test {

/// An HTTP/1.1 server for the files of a folder, with ranges and kept connections, as a web seed
/// (BEP 19) is on the web. (Python's http.server knows no ranges.)
class FileServer {
public:
    FileServer(std::string const& address, fs::path root);

    [[nodiscard]] std::string url() const; ///< with a slash at its end

    /// From now on it answers nobody, or does again.
    void hang_up(bool is_down) { is_down_ = is_down; }

    [[nodiscard]] std::int64_t bytes() const { return bytes_; } ///< of files, sent

private:
    void serve(int client);
    [[nodiscard]] bool answer(int client, std::string const& request);

    std::string address_;
    fs::path root_;
    std::atomic<std::int64_t> bytes_ = 0;
    std::atomic<bool> is_down_ = false;
    Server server_;
};

} // namespace shoal::test
