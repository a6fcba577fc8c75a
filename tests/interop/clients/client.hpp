#pragma once

#include "core/base/file.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_dir.hpp"

#include <memory>
#include <optional>
#include <string>

namespace shoal::test {

struct ClientOptions {
    std::optional<std::string> dht_node = {}; ///< "host:port" to join its DHT; none: DHT is off
    bool require_encryption = false;
    bool forbid_encryption = false;
    bool no_recheck = false; ///< when complete. Only rtorrent reads all again by default
    bool stay = false;       ///< when complete, to seed. The foreign clients always do
    int upload_kib = 0;      ///< KiB/s at most, to whomever; 0: no limit
    int address = 0;         ///< its number (netns.hpp); 0: that of its kind
};

/// A foreign BitTorrent client for one torrent, run for real, with an address, a port and
/// configuration of its own; it uses trackers, PEX and incoming connections, never LSD, port
/// mapping or the public DHT. It ends with the object.
class Client {
public:
    Client(std::string name, int address_number, ClientOptions options);
    virtual ~Client() = default;

    /// Starts on a .torrent or magnet, with the data in `dir`: what is there is checked and seeded,
    /// what is missing is fetched.
    virtual void add(std::string const& source, fs::path const& dir) = 0;

    /// Whether it says, as a leech, that it has all. Asking costs it next to nothing.
    [[nodiscard]] virtual bool is_complete() const = 0;

    [[nodiscard]] std::string const& name() const { return name_; }

    [[nodiscard]] std::string endpoint() const; ///< where its peers find it

    [[nodiscard]] fs::path home() const { return home_.path(); } ///< its configuration and state

    [[nodiscard]] pid_t pid() const; ///< once it has been started

    /// What it said so far, with its name on top.
    [[nodiscard]] std::string log() const;

protected:
    void start(Argv const& argv, SpawnOptions options = {});
    [[nodiscard]] bool has_said(std::string_view words) const;

    [[nodiscard]] std::string const& ip() const { return ip_; }

    [[nodiscard]] std::string port() const { return std::to_string(port_); }

    [[nodiscard]] ClientOptions const& options() const { return options_; }

    void write_config(fs::path const& relative, std::string const& text) const;

private:
    std::string name_;
    std::string ip_;
    std::uint16_t port_;
    ClientOptions options_;
    TempDir home_;
    std::optional<Process> process_;
};

// One address each, so that several can meet in a swarm.
[[nodiscard]] std::unique_ptr<Client> transmission(ClientOptions options = {});
[[nodiscard]] std::unique_ptr<Client> aria2(ClientOptions options = {});
[[nodiscard]] std::unique_ptr<Client> rtorrent(ClientOptions options = {});
[[nodiscard]] std::unique_ptr<Client> qbittorrent(ClientOptions options = {});

} // namespace shoal::test
