#pragma once

#include "tests/support/process.hpp"
#include "tests/support/temp_dir.hpp"

#include <memory>

namespace shoal::bench {

/// One torrent of the bench: a small file, as it lies in the folder of all of them.
struct Item {
    fs::path torrent;
    std::string name;
    std::string info_hash; ///< v1, in hex
};

inline constexpr std::int64_t largest_torrent = 1 << 20; ///< bytes of the .torrent

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

    /// Writes down, as it would itself, that it has these, whose content is complete in `content`:
    /// before its first start, for clients to which `add` is not for thousands.
    virtual void plant(std::vector<Item> const& /*items*/, fs::path const& /*content*/) {}

    virtual void start(fs::path const& content) = 0;

    /// As a user would, while it runs. False: it need not, they are planted.
    virtual bool add(std::vector<Item> const& /*items*/, fs::path const& /*content*/) {
        return false;
    }

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

    /// A file of its own, `relative` to its home.
    void put(fs::path const& relative, std::string const& text) const;

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
