#include "tests/bench/shoal_peer.hpp"

#include <sys/wait.h>

namespace shoal::bench {
namespace {

using test::Argv;

class ShoalPeer final : public test::Client {
public:
    ShoalPeer(std::string program, std::string command, test::ClientOptions options)
        : Client("shoal", 1, std::move(options)),
          program_(std::move(program)),
          command_(std::move(command)) {}

    void add(std::string const& source, fs::path const& dir) override {
        Argv argv{program_,   command_,       source,
                  "-d",       dir.string(),   "--json",
                  "--listen", endpoint(),     "--interface",
                  ip(),       "--state-dir",  (home() / "state").string(),
                  "--no-dht", "--no-lsd",     "--no-portmap",
                  "--no-utp", "--encryption", options().forbid_encryption ? "off" : "prefer"};
        if (options().upload_kib > 0)
            argv.insert(argv.end(), {"--up", std::to_string(options().upload_kib) + "KiB/s"});
        if (options().stay && command_ == "get")
            argv.insert(argv.end(), {"--seed-time", "1d"});
        start(argv);
    }

    [[nodiscard]] bool is_complete() const override {
        return options().stay ? has_said(R"("event":"complete")") : has_ended();
    }

private:
    /// Leaves the process its place in /proc, and with that its CPU-seconds.
    [[nodiscard]] bool has_ended() const {
        siginfo_t info{};
        return ::waitid(P_PID, static_cast<id_t>(pid()), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
               info.si_pid == pid();
    }

    std::string program_;
    std::string command_;
};

} // namespace

std::unique_ptr<test::Client> shoal_seed(std::string program, test::ClientOptions options) {
    return std::make_unique<ShoalPeer>(std::move(program), "seed", std::move(options));
}

std::unique_ptr<test::Client> shoal_leech(std::string program, test::ClientOptions options) {
    return std::make_unique<ShoalPeer>(std::move(program), "get", std::move(options));
}

} // namespace shoal::bench
