#include "tests/support/cli_run.hpp"

#include "ui-cli/cli/run.hpp"

#include <stdlib.h> // NOLINT(modernize-deprecated-headers): setenv is POSIX

namespace shoal::test {
namespace {

/// A FILE that writes to memory.
class Memory {
public:
    Memory() : file_(::open_memstream(&text_, &size_)) {}

    ~Memory() {
        std::fclose(file_);
        std::free(text_); // NOLINT: open_memstream allocates so
    }

    Memory(Memory const&) = delete;
    Memory& operator=(Memory const&) = delete;

    [[nodiscard]] std::FILE* file() const { return file_; }

    [[nodiscard]] std::string text() const {
        std::fflush(file_);
        return {text_, size_};
    }

private:
    char* text_ = nullptr;
    std::size_t size_ = 0;
    std::FILE* file_;
};

Result<std::unique_ptr<api::Engine>> attach_nothing(fs::path const& socket, api::OnEvent const&) {
    return fail(Errc::unavailable, "no daemon is running; start one with 'shoal daemon'",
                socket.string());
}

} // namespace

Result<api::CreateReport> FakeTorrents::create(api::CreateSpec const& spec, api::OnProgress const&,
                                               std::stop_token) {
    return on_create ? on_create(spec) : fail(Errc::not_found, "nothing to create from");
}

Result<api::TorrentSummary> FakeTorrents::inspect(std::string const& source) {
    return on_inspect ? on_inspect(source) : fail(Errc::invalid_input, "not a torrent", source);
}

Result<api::TorrentSummary> FakeTorrents::edit(api::EditSpec const&) {
    return fail(Errc::not_found, "nothing to edit");
}

Result<api::VerifyReport> FakeTorrents::verify(fs::path const&, fs::path const&,
                                               api::OnProgress const&, std::stop_token) {
    return verified;
}

Result<api::LabSpec> FakeLab::load(std::string const& scenario) const {
    return loaded.map_error(at(scenario));
}

Result<api::LabReport> FakeLab::run(api::LabSpec const& given,
                                    std::function<void(api::LabReport const&)> const& tick,
                                    std::stop_token) {
    spec = given;
    for (auto const& now : ticks)
        tick(now);
    return report;
}

cli::Services services_of(CliWorld& world) {
    return {
        .torrents = world.torrents,
        .start_engine = start_fake(world.engine),
        .attach = world.has_daemon ? attach_fake(world.engine) : attach_nothing,
        .socket = "/run/shoal.sock",
        .lab = world.lab,
        .replay = world.replay,
        .interrupted = world.interrupt.get_token(),
        .interrupt_status = [&world] { return world.interrupt_status; },
        .confirm =
            [&world](std::string_view question) {
                world.question = question;
                return world.consent;
            },
        .state_dir = world.state_dir,
    };
}

CliRun run_cli(CliWorld& world, std::vector<std::string> const& words) {
    std::vector<char const*> argv{"shoal"};
    for (auto const& word : words)
        argv.push_back(word.c_str());
    auto services = services_of(world);
    Memory out;
    Memory err;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> const full{std::fopen("/dev/full", "w"),
                                                               &std::fclose};
    cli::Printer printer{world.is_out_full ? full.get() : out.file(), err.file()};
    auto const exit = cli::run(static_cast<int>(argv.size()), argv.data(), services, printer);
    return {exit, out.text(), err.text()};
}

CliRun run_cli(std::vector<std::string> const& words) {
    CliWorld world;
    return run_cli(world, words);
}

Environment::Environment(std::string name, std::string const& value) : name_(std::move(name)) {
    ::setenv(name_.c_str(), value.c_str(), 1);
}

Environment::~Environment() {
    ::unsetenv(name_.c_str());
}

} // namespace shoal::test
