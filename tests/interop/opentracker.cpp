#include "tests/interop/opentracker.hpp"

#include "tests/support/await.hpp"
#include "tests/support/netns.hpp"
#include "tests/support/ports.hpp"
#include "tests/support/tcp.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace shoal::test {
namespace {

/// The file it reads after it has become "nobody".
fs::path write_whitelist(TempDir const& dir, std::vector<std::string> const& info_hashes) {
    auto const path = dir / "whitelist";
    auto const text = fmt::format("{}\n", fmt::join(info_hashes, "\n"));
    REQUIRE(write_file(path, text, Overwrite::yes));
    fs::permissions(path, fs::perms{0644});
    fs::permissions(dir.path(), fs::perms{0755});
    return path;
}

std::string escaped(std::string const& info_hash) {
    std::string text;
    for (std::size_t i = 0; i + 1 < info_hash.size(); i += 2)
        text += "%" + info_hash.substr(i, 2);
    return text;
}

} // namespace

Opentracker::Opentracker(std::vector<std::string> const& info_hashes)
    : address_(address(9)),
      port_(free_port(address_)),
      process_({"opentracker", "-i", address_, "-p", std::to_string(port_), "-P",
                std::to_string(port_), "-w", write_whitelist(dir_, info_hashes).string()},
               {.dir = dir_.path(), .as_nobody = true}) {
    await(
        "opentracker answers", std::chrono::seconds{10},
        [this] { return connect_to(address_, port_).get() >= 0; }, [this] { return log(); });
}

std::string Opentracker::http() const {
    return fmt::format("http://{}:{}/announce", address_, port_);
}

std::string Opentracker::udp() const {
    return fmt::format("udp://{}:{}/announce", address_, port_);
}

int Opentracker::seeds(std::string const& info_hash) const {
    return scrape(info_hash, "8:complete");
}

int Opentracker::leeches(std::string const& info_hash) const {
    return scrape(info_hash, "10:incomplete");
}

int Opentracker::scrape(std::string const& info_hash, std::string const& field) const {
    auto const answer = http_get(address_, port_, "/scrape?info_hash=" + escaped(info_hash));
    auto const found = answer.find(field + "i");
    return found == std::string::npos ? 0 : std::stoi(answer.substr(found + field.size() + 1));
}

} // namespace shoal::test
