#include "tests/support/file_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sys/socket.h>

namespace shoal::test {
namespace {

std::string unescape(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            plain += static_cast<char>(std::stoi(std::string{text.substr(i + 1, 2)}, nullptr, 16));
            i += 2;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

/// One request, up to its empty line; empty when the client is gone.
std::string read_request(int client) {
    std::string request;
    char c = 0;
    while (request.size() < 8192 && receive_exactly(client, &c, 1)) {
        request += c;
        if (request.ends_with("\r\n\r\n"))
            return request;
    }
    return {};
}

struct Range {
    std::int64_t first = 0;
    std::int64_t last = 0; ///< included
};

/// "Range: bytes=5-9" or "bytes=5-", whatever the case of its name.
std::optional<Range> range_of(std::string const& request, std::int64_t size) {
    std::string lower = request;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    auto const found = lower.find("\r\nrange: bytes=");
    if (found == std::string::npos)
        return {};
    auto const text = lower.substr(found + 15, lower.find("\r\n", found + 2) - found - 15);
    auto const dash = text.find('-');
    auto const end = text.substr(dash + 1);
    return Range{std::stoll(text),
                 std::min<std::int64_t>(end.empty() ? size : std::stoll(end), size - 1)};
}

} // namespace

FileServer::FileServer(std::string const& address, fs::path root)
    : address_(address),
      root_(std::move(root)),
      server_(address, [this](int client) { serve(client); }) {}

std::string FileServer::url() const {
    return fmt::format("http://{}:{}/", address_, server_.port());
}

void FileServer::serve(int client) {
    while (true) {
        auto const request = read_request(client);
        if (request.empty() || is_down_ || !answer(client, request))
            return;
    }
}

bool FileServer::answer(int client, std::string const& request) {
    auto const begin = request.find('/');
    auto const path =
        root_ / unescape(request.substr(begin + 1, request.find(' ', begin) - begin - 1));
    std::error_code error;
    auto const size = static_cast<std::int64_t>(fs::file_size(path, error));
    if (error)
        return send_all(client, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    auto const asked = range_of(request, size);
    auto const [first, last] = asked.value_or(Range{0, size - 1});
    auto head = fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\nAccept-Ranges: bytes\r\n",
                            asked ? "206 Partial Content" : "200 OK", last - first + 1);
    if (asked)
        head += fmt::format("Content-Range: bytes {}-{}/{}\r\n", first, last, size);
    std::string body(static_cast<std::size_t>(last - first + 1), 0);
    std::ifstream{path, std::ios::binary}.seekg(first).read(body.data(), last - first + 1);
    bytes_ += last - first + 1;
    return send_all(client, head + "\r\n") && send_all(client, body);
}

} // namespace shoal::test
