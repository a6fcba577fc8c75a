#pragma once

#include "tests/support/fake_engine.hpp"
#include "ui-cli/cli/context.hpp"

namespace shoal::test {

/// What a fake workshop answers; unset means not_found, so that a test names what it needs.
class FakeTorrents final : public api::Torrents {
public:
    std::function<Result<api::CreateReport>(api::CreateSpec const&)> on_create;
    std::function<Result<api::TorrentSummary>(std::string const&)> on_inspect;
    Result<api::VerifyReport> verified = fail(Errc::not_found, "nothing to verify");
    Result<api::ImportReport> imported = fail(Errc::not_found, "no client's folder");

    [[nodiscard]] Result<api::CreateReport> create(api::CreateSpec const& spec,
                                                   api::OnProgress const& progress,
                                                   std::stop_token stop) override;
    [[nodiscard]] Result<api::TorrentSummary> inspect(std::string const& source) override;
    [[nodiscard]] Result<api::TorrentSummary> edit(api::EditSpec const& spec) override;
    [[nodiscard]] Result<api::VerifyReport> verify(fs::path const& file, fs::path const& data,
                                                   api::OnProgress const& progress,
                                                   std::stop_token stop) override;

    [[nodiscard]] Result<api::ImportReport> import_from(fs::path const& /*folder*/) override {
        return imported;
    }
};

class FakeLab final : public api::Lab {
public:
    api::LabSpec spec; ///< of the last run
    Result<api::LabSpec> loaded = fail(Errc::not_found, "no such scenario");
    std::vector<api::LabReport> ticks;
    Result<api::LabReport> report = fail(Errc::internal, "no report set");

    [[nodiscard]] std::vector<std::string> scenarios() const override { return {"one", "other"}; }

    [[nodiscard]] Result<api::LabSpec> load(std::string const& scenario) const override;
    [[nodiscard]] Result<api::LabReport> run(api::LabSpec const& given,
                                             std::function<void(api::LabReport const&)> const& tick,
                                             std::stop_token stop) override;

    [[nodiscard]] Result<std::unique_ptr<api::Engine>> open(api::LabSpec const& given,
                                                            api::OnEvent on_event) override {
        spec = given;
        return std::make_unique<FakeEngine>(session, std::move(on_event));
    }

    FakeScript session; ///< that looking at it opens
};

/// The world of one command line, all of it fake.
struct CliWorld {
    FakeScript engine;
    FakeTorrents torrents;
    FakeLab lab;
    api::Replay replay;
    std::stop_source interrupt;
    cli::ExitCode interrupt_status = cli::ExitCode::interrupted;
    fs::path state_dir = "/nonexistent/shoal";
    bool has_daemon = true;      ///< one runs, with `engine` in it
    std::optional<bool> consent; ///< what the user answers; nothing: there is no terminal
    std::string question;        ///< that was asked last
    bool is_out_full = false;    ///< standard output is a disk without room
};

struct CliRun {
    cli::ExitCode exit = cli::ExitCode::done;
    std::string out;
    std::string err;
};

/// What commands act through in it.
[[nodiscard]] cli::Services services_of(CliWorld& world);

/// Runs `shoal WORDS…`; neither output is a terminal.
[[nodiscard]] CliRun run_cli(CliWorld& world, std::vector<std::string> const& words);
[[nodiscard]] CliRun run_cli(std::vector<std::string> const& words);

/// An environment variable, for as long as this lives.
class Environment {
public:
    Environment(std::string name, std::string const& value);
    ~Environment();
    Environment(Environment const&) = delete;
    Environment& operator=(Environment const&) = delete;

private:
    std::string name_;
};

} // namespace shoal::test
