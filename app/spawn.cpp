#include "app/spawn.hpp"

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

namespace shoal::app {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> array;
    for (std::string& text : texts)
        array.push_back(text.data());
    array.push_back(nullptr);
    return array;
}

/// How the child differs from us, in the system's terms. libtorrent's files are not marked to be
/// closed.
class Manner {
public:
    explicit Manner(fs::path const& log) {
        posix_spawn_file_actions_init(&files);
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        sigset_t ignored = none;
        sigaddset(&ignored, SIGPIPE);
        posix_spawnattr_setsigdefault(&attributes, &ignored);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                  POSIX_SPAWN_SETSID);
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        if (!log.empty())
            send_output_to(log);
        posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    }

    ~Manner() {
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&attributes);
    }

    Manner(Manner const&) = delete;
    Manner& operator=(Manner const&) = delete;

    posix_spawn_file_actions_t files{};
    posix_spawnattr_t attributes{};

private:
    void send_output_to(fs::path const& log) {
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(),
                                         O_WRONLY | O_CREAT | O_APPEND, 0600);
        posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    }
};

} // namespace

Result<pid_t> spawn(std::vector<std::string> arguments, std::vector<std::string> variables,
                    fs::path const& log) {
    Manner const manner{log};
    pid_t child = 0;
    int const error =
        ::posix_spawnp(&child, arguments.front().c_str(), &manner.files, &manner.attributes,
                       pointers(arguments).data(), pointers(variables).data());
    if (error != 0)
        return tl::make_unexpected(io_error(error, arguments.front()));
    return child;
}

std::vector<std::string> environment() {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable; ++variable)
        variables.emplace_back(*variable);
    return variables;
}

} // namespace shoal::app
