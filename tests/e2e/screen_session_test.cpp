// The screen and the session behind it: command lines, the lab, a daemon that goes and comes, and
// one that is left behind.

#include "tests/e2e/desk.hpp"
#include "tests/support/await.hpp"

#include <csignal>
#include <cstring>
#include <fstream>
#include <sys/socket.h>
#include <sys/un.h>

using namespace shoal;
using namespace shoal::test;
using namespace std::chrono_literals;

namespace {

Process start_daemon(Shoal const& shoal) {
    auto daemon = shoal.start(shoal.at_home({"daemon"}));
    await(
        "the daemon is ready", 10s,
        [&] { return daemon.err().find("ready;") != std::string::npos; },
        [&] { return daemon.err(); });
    return daemon;
}

/// Who listens on the control socket.
pid_t daemon_of(fs::path const& path) {
    Fd const socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    REQUIRE(::connect(socket.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) ==
            0);
    ucred who{};
    socklen_t size = sizeof who;
    REQUIRE(::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &who, &size) == 0);
    return who.pid;
}

fs::path find_socket(Shoal const& shoal) {
    for (auto const& entry : fs::recursive_directory_iterator{shoal.home()})
        if (entry.path().filename() == "control.sock")
            return entry.path();
    FAIL("there is no control socket below ", shoal.home());
    return {};
}

/// Whether it runs no more, be it that nobody has taken note of that yet.
bool has_ended(pid_t pid) {
    std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    auto const name_end = text.rfind(')');
    return name_end == std::string::npos || text.substr(name_end, 3) == ") Z";
}

/// Ends a process that is not our child.
void end(pid_t pid) {
    ::kill(pid, SIGTERM);
    await("it has ended", 10s, [&] { return has_ended(pid); });
}

} // namespace

TEST_CASE("screen: a command line has the grammar of the shell's, completes, and can be mended") {
    Shoal const shoal{address(3)};
    Desk desk{world_of(shoal)};
    auto& terminal = desk.terminal;
    terminal.type(":lim", {"Tab"});
    terminal.await_text(":limit");
    terminal.type("--dow", {"Tab"});
    terminal.type("1MiB/s", {"Enter"});
    terminal.await_text("down 1 MiB/s");
    terminal.type("x"); // away with what it printed
    terminal.await_text("of 1.0M");
    terminal.type(":puase 7", {"Enter"});
    terminal.await_text("did you mean 'pause'?");
    terminal.await_text(":puase 7"); // still there
    terminal.type("", {"C-u"});
    terminal.type("pause 7", {"Enter"});
    terminal.await_text("no torrent has this number");
    terminal.type("", {"Escape"});
    terminal.type("q");
    desk.check_restored("left with 0");
}

TEST_CASE("screen: the lab is a living swarm to look at") {
    Shoal const shoal{address(3)};
    Desk desk{world_of(shoal), "lab --ui --theme dark --peers 2 --size 32MiB --up 256KiB/s",
              "leech-2"};
    auto& terminal = desk.terminal;
    terminal.await_text("of 768K"); // all three together, as is what they send
    terminal.type("G", {"Enter"});
    terminal.type("e");
    terminal.await_text("127.0.0.1:");
    terminal.type("c");
    terminal.await_text("copies ");
    terminal.type("Q");
    terminal.await_text("y or Enter");
    terminal.type("y");
    desk.check_restored("left with 0");
}

TEST_CASE("screen: a daemon that goes is missed, and met again when it is back") {
    Shoal const shoal{address(3)};
    std::optional<Process> daemon{start_daemon(shoal)};
    Desk desk{world_of(shoal)};
    auto& terminal = desk.terminal;
    terminal.await_text("daemon");
    daemon->kill(SIGTERM);
    REQUIRE(daemon->wait(10s));
    terminal.await_text("THE DAEMON IS GONE");
    daemon.emplace(start_daemon(shoal));
    terminal.await_text("the daemon is back");
    terminal.type(":limit --up 3MiB/s", {"Enter"}); // it goes on
    terminal.await_text("up 3 MiB/s");
    terminal.type("xq");
    desk.check_restored("left with 0");
}

TEST_CASE("screen: what it has begun a daemon goes on with, and a further screen shows it") {
    Pair pair{4 << 20};
    pair.seed();
    auto const options = world_of(pair.leech);
    {
        Desk desk{options};
        auto& terminal = desk.terminal;
        terminal.type(":add --dir " + pair.out().string() + " --peer " + pair.seeder.endpoint() +
                          " " + pair.torrent.string(),
                      {"Enter"});
        terminal.await_text("file.bin is complete", 60s);
        terminal.type("q");
        terminal.await_text("With d a daemon goes on");
        terminal.type("d");
        desk.check_restored("left with 0");
    }
    auto const daemon = daemon_of(find_socket(pair.leech));
    {
        Desk desk{options, "", "file.bin"};
        desk.terminal.await_text("daemon");
        desk.terminal.type("q");
        desk.check_restored("left with 0");
    }
    end(daemon);
    CHECK(pair.difference() == "");
}

namespace {

/// A torrent of three files, and a link to it.
struct Tapes {
    explicit Tapes(Shoal const& owner)
        : seeder(owner), torrent((owner.home() / "tapes.torrent").string()) {
        std::uint64_t seed = 0;
        for (auto const* const name : {"a.flac", "b.flac", "c.wav"})
            write_random_file(seeder.home() / "tapes" / name, 6 << 20, ++seed);
        auto const made = seeder.run({"create", (seeder.home() / "tapes").string(), "-o", torrent});
        REQUIRE(made.status == 0);
        magnet = seeder.run({"magnet", torrent}).out;
    }

    void seed(std::string const& peer) {
        seeding.emplace(seeder.start(
            seeder.at_home({"seed", torrent, "--dir", seeder.home().string(), "--peer", peer})));
    }

    Shoal const& seeder;
    std::string torrent;
    std::string magnet;
    std::optional<Process> seeding;
};

} // namespace

TEST_CASE("screen: a newcomer adds a magnet, picks files, sees why it is slow, and mends that") {
    Shoal const seeder{address(1)};
    Shoal const user{address(2)};
    auto options = world_of(user);
    options.env.emplace_back("SHOAL_DOWN", "300KiB/s");
    Desk desk{options, "", "Press a to add one, or paste a magnet link"};
    Tapes tapes{seeder};
    auto& terminal = desk.terminal;

    terminal.paste(tapes.magnet);
    terminal.await_text("choose them before it starts");
    terminal.type("", {"Tab", "C-u"}); // the folder: away with the shell's
    terminal.type((user.home() / "got").string(), {"Tab", "Space", "Enter"});
    terminal.await_text("1 torrent");
    terminal.type("Qy"); // amid that
    desk.check_restored("left with 0");
    desk.reopen("1 torrent");
    tapes.seed(user.endpoint());
    terminal.await_text("w wants a file or skips it", 60s);
    terminal.await_text("c.wav");
    terminal.type("Gw"); // the last one
    terminal.await_text("c.wav: skip");
    terminal.type("p");
    tapes.seed(user.endpoint()); // anew: who was hung up on waits for long

    terminal.type("o");
    terminal.await_text("as fast as its limit lets it be", 60s);
    terminal.await_text("raise the download limit  [d]");
    terminal.type("d", {"C-u", "Enter"});
    terminal.await_text("tapes is complete", 60s);
    CHECK(fs::file_size(user.home() / "got" / "tapes" / "a.flac") == 6 << 20);
    CHECK_FALSE(fs::exists(user.home() / "got" / "tapes" / "c.wav"));
    terminal.type("Q");
    terminal.await_text("y or Enter ends it");
    terminal.type("y");
    desk.check_restored("left with 0");
}

TEST_CASE("screen: a swarm is looked at before it is joined") {
    Shoal const seeder{address(1)};
    Shoal const user{address(2)};
    Desk desk{world_of(user)};
    Tapes tapes{seeder};
    tapes.seed(user.endpoint());
    auto& terminal = desk.terminal;
    auto link = tapes.magnet.substr(0, tapes.magnet.find_last_not_of(" \n") + 1);
    terminal.paste(link + "&x.pe=" + seeder.endpoint());
    terminal.await_text("F5 looks at its swarm first");
    terminal.await_text(" free"); // beside the folder
    terminal.type("", {"F5"});
    terminal.await_text("1 seed, 0 leeches", 60s);
    terminal.await_text("needs 18.0M");
    terminal.await_text("[x] "); // its files, to choose among
    terminal.type("", {"Escape"});
    terminal.await_text("No torrents yet");
    terminal.type("q");
    desk.check_restored("left with 0");
    CHECK_FALSE(fs::exists(user.home() / "tapes"));
}
