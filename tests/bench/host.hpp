#pragma once

#include "tests/support/process.hpp"
#include "tests/support/temp_dir.hpp"

#include <memory>

namespace shoal::bench {

/// A client that keeps many torrents, run for real, with configuration and state of its own.
class Host {
public:
    struct Count {
        int listed = 0;  ///< torrents that it tells of
        int seeding = 0; ///< of these, complete and ready to serve
    };

    explicit Host(std::string name) : name_(std::move(name)) {}

    virtual ~Host() = default;
    Host(Host const&) = delete;
    Host& operator=(Host const&) = delete;

    /// Begins with these torrents besides those it kept; their content is complete in `content`.
    virtual void start(std::vector<fs::path> const& torrents, fs::path const& content) = 0;
    /// As it says when asked; nothing while it does not answer.
    [[nodiscard]] virtual Count count() = 0;
    /// Asks it to end; how many seconds that took.
    double stop();

    [[nodiscard]] std::string const& name() const { return name_; }

    [[nodiscard]] pid_t pid() const { return process_->pid(); }

    /// The end of what it said.
    [[nodiscard]] std::string log() const;

protected:
    void run(test::Argv const& argv, std::vector<std::pair<std::string, std::string>> env = {});

    [[nodiscard]] fs::path home() const { return home_.path(); }

    void configure(fs::path const& relative, std::string const& text) const;

private:
    std::string name_;
    test::TempDir home_;
    std::optional<test::Process> process_;
};

/// `shoal`: the program. Null when the client of that name is not installed; fails for others.
[[nodiscard]] std::unique_ptr<Host> make_host(std::string const& name, std::string const& shoal);

[[nodiscard]] std::unique_ptr<Host> shoal_host(std::string const& program);
[[nodiscard]] std::unique_ptr<Host> qbittorrent_host();
[[nodiscard]] std::unique_ptr<Host> transmission_host();

} // namespace shoal::bench
