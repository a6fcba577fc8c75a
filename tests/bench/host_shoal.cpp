#include "core/base/check.hpp"
#include "tests/bench/host.hpp"
#include "tests/support/poll.hpp"
#include "tests/support/ports.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <span>

namespace shoal::bench {
namespace {

constexpr auto answer_limit = std::chrono::seconds{10};
constexpr std::size_t at_a_time = 5000; ///< command lines are not endless

class ShoalHost final : public Host {
public:
    explicit ShoalHost(std::string program) : Host("shoal"), program_(std::move(program)) {}

    void start(fs::path const& /*content*/) override {
        run({program_, "daemon", "--listen", fmt::format("127.0.0.1:{}", port_), "--no-dht",
             "--no-lsd", "--no-portmap"},
            environment());
        SHOAL_CHECK(test::poll_until(answer_limit, [&] { return is_up(); }), "shoal: {}", log());
    }

    bool add(std::vector<Item> const& items, fs::path const& content) override {
        for (std::size_t from = 0; from < items.size(); from += at_a_time)
            add_some(std::span{items}.subspan(from, std::min(at_a_time, items.size() - from)),
                     content);
        return true;
    }

    Count count() override {
        auto const answer = ask({"list", "--json"});
        auto const document = nlohmann::json::parse(answer.out, nullptr, false);
        Count count;
        if (answer.status != 0 || document.is_discarded())
            return count;
        for (auto const& torrent : document["torrents"]) {
            ++count.listed;
            count.seeding += torrent["state"] == "seeding" ? 1 : 0;
        }
        return count;
    }

private:
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> environment() const {
        std::vector<std::pair<std::string, std::string>> env{{"HOME", home().string()}};
        for (auto const* const name : {"CONFIG_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR"})
            env.emplace_back(fmt::format("XDG_{}", name), (home() / name).string());
        return env;
    }

    [[nodiscard]] test::Outcome ask(test::Argv arguments) const {
        arguments.insert(arguments.begin(), program_);
        return test::run(arguments, {.dir = home(), .env = environment()},
                         std::chrono::seconds{300});
    }

    [[nodiscard]] bool is_up() const { return ask({"list"}).status == 0; }

    void add_some(std::span<Item const> items, fs::path const& content) const {
        test::Argv words{"add", "--dir", content.string()};
        for (auto const& item : items)
            words.push_back(item.torrent.string());
        auto const added = ask(words);
        SHOAL_CHECK(added.status == 0, "shoal add: {}", added.err);
    }

    std::string program_;
    std::uint16_t port_ = test::free_port();
};

} // namespace

std::unique_ptr<Host> shoal_host(std::string const& program) {
    return std::make_unique<ShoalHost>(program);
}

} // namespace shoal::bench
