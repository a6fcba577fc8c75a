#include "app/errand.hpp"

#include "core/base/file.hpp"

#include <csignal>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace shoal::app {
namespace {

std::vector<std::string> environment_for(api::TorrentView const& torrent, std::string const& rule) {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable; ++variable)
        if (!std::string_view{*variable}.starts_with("SHOAL_")) // settings of ours, or an errand's
            variables.emplace_back(*variable);
    variables.push_back("SHOAL_ID=" + std::to_string(torrent.id));
    variables.push_back("SHOAL_INFO_HASH=" + api::display(torrent.info_hash));
    variables.push_back("SHOAL_NAME=" + torrent.name);
    variables.push_back("SHOAL_DIR=" + torrent.dir);
    variables.push_back("SHOAL_LABEL=" + torrent.label);
    variables.push_back("SHOAL_HEALTH=" + (torrent.health ? std::to_string(*torrent.health) : ""));
    variables.push_back("SHOAL_RULE=" + rule);
    return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> array;
    for (std::string& text : texts)
        array.push_back(text.data());
    array.push_back(nullptr);
    return array;
}

/// How the child differs from us: no signal is blocked, and no file or socket of ours is open
/// (libtorrent's are not marked to be closed).
class Manner {
public:
    Manner() {
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        sigset_t ignored = none;
        sigaddset(&ignored, SIGPIPE);
        posix_spawnattr_setsigdefault(&attributes, &ignored);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }

    ~Manner() {
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&attributes);
    }

    Manner(Manner const&) = delete;
    Manner& operator=(Manner const&) = delete;

    posix_spawn_file_actions_t files{};
    posix_spawnattr_t attributes{};
};

} // namespace

Result<void> start_errand(std::vector<std::string> const& program, api::TorrentView const& torrent,
                          std::string const& rule) {
    auto arguments = program;
    auto variables = environment_for(torrent, rule);
    Manner const manner;
    pid_t child = 0;
    int const error =
        ::posix_spawnp(&child, program.front().c_str(), &manner.files, &manner.attributes,
                       pointers(arguments).data(), pointers(variables).data());
    if (error != 0)
        return tl::make_unexpected(io_error(error, program.front()));
    std::thread{[child] {
        ::waitpid(child, nullptr, 0);
    }}.detach();
    return {};
}

} // namespace shoal::app
