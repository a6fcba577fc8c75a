#include "tests/interop/clients/client.hpp"

#include "core/base/check.hpp"
#include "tests/support/netns.hpp"
#include "tests/support/ports.hpp"

namespace shoal::test {

Client::Client(std::string name, int address_number, ClientOptions options)
    : name_(std::move(name)),
      ip_(address(options.address > 0 ? options.address : address_number)),
      port_(free_port(ip_)),
      options_(std::move(options)) {}

std::string Client::endpoint() const {
    return ip_ + ":" + port();
}

pid_t Client::pid() const {
    SHOAL_CHECK(process_, "{} was not started", name_);
    return process_->pid();
}

std::string Client::log() const {
    return fmt::format("--- {}\n{}\n", name_, process_ ? process_->out() : "not started");
}

void Client::start(Argv const& argv, SpawnOptions options) {
    options.env.emplace_back("HOME", home_.path().string());
    options.env.emplace_back("XDG_CONFIG_HOME", (home_ / "config").string());
    options.env.emplace_back("XDG_DATA_HOME", (home_ / "data").string());
    options.env.emplace_back("XDG_CACHE_HOME", (home_ / "cache").string());
    options.out = options.err = home_ / "log";
    process_.emplace(argv, options);
}

bool Client::has_said(std::string_view words) const {
    return process_ && process_->out().find(words) != std::string::npos;
}

void Client::write_config(fs::path const& relative, std::string const& text) const {
    fs::create_directories((home_ / relative.string()).parent_path());
    auto const written = write_file(home_ / relative.string(), text, Overwrite::yes);
    SHOAL_CHECK(written, "{}", relative.string());
}

} // namespace shoal::test
