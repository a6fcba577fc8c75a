#include "tests/support/process.hpp"

#include "core/base/check.hpp"
#include "tests/support/poll.hpp"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace shoal::test {
namespace {

constexpr std::int64_t output_limit = 64 << 20;

/// All a child needs, made before fork: after it, only system calls are safe.
struct Plan {
    Plan(Argv const& args, SpawnOptions const& options)
        : argv(args), dir(options.dir), as_nobody(options.as_nobody) {
        std::string const own_names = [&] {
            std::string names = "\n";
            for (auto const& [name, value] : options.env)
                names += name + "=\n";
            return names;
        }();
        for (char** entry = environ; *entry != nullptr; ++entry) {
            std::string const text = *entry;
            if (own_names.find("\n" + text.substr(0, text.find('=')) + "=\n") == std::string::npos)
                env.push_back(text);
        }
        for (auto const& [name, value] : options.env)
            env.push_back(name + "=" + value);
        argv_pointers = pointers(argv);
        env_pointers = pointers(env);
    }

    static std::vector<char*> pointers(std::vector<std::string>& texts) {
        std::vector<char*> all;
        for (auto& text : texts)
            all.push_back(text.data());
        all.push_back(nullptr);
        return all;
    }

    std::vector<std::string> argv, env;
    std::vector<char*> argv_pointers, env_pointers;
    fs::path dir;
    bool as_nobody;
    Fd in, out, err;
};

Fd open_output(fs::path const& path) {
    int const fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    SHOAL_CHECK(fd >= 0, "cannot write {}: {}", path.string(), std::strerror(errno));
    return Fd{fd};
}

fs::path temporary_file() {
    std::string name = (fs::temp_directory_path() / "shoal-out-XXXXXX").string();
    int const fd = ::mkstemp(name.data());
    SHOAL_CHECK(fd >= 0, "cannot make a file like {}", name);
    ::close(fd);
    return name;
}

[[noreturn]] void become(Plan const& plan, pid_t parent) {
    ::setpgid(0, 0);
    constexpr uid_t nobody = 65534;
    if (plan.as_nobody && ::geteuid() == 0 &&
        (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0))
        ::_exit(127);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent)
        ::_exit(127);
    for (int number = 1; number < NSIG; ++number)
        ::signal(number, SIG_DFL); // doctest's handlers are not the program's
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    bool const ready = ::dup2(plan.in.get(), 0) == 0 && ::dup2(plan.out.get(), 1) == 1 &&
                       ::dup2(plan.err.get(), 2) == 2 &&
                       (plan.dir.empty() || ::chdir(plan.dir.c_str()) == 0);
    if (ready)
        ::execvpe(plan.argv_pointers[0], plan.argv_pointers.data(), plan.env_pointers.data());
    char const* const reason = std::strerror(errno);
    [[maybe_unused]] auto const ignored = ::write(2, reason, std::strlen(reason));
    ::_exit(127);
}

int exit_status(int wait_status) {
    return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

std::string text_of(fs::path const& path) {
    return read_file(path, output_limit).value_or("(output too long, or its file is gone)");
}

} // namespace

Process::Process(Argv const& argv, SpawnOptions const& options)
    : out_(options.out), err_(options.err) {
    SHOAL_CHECK(!argv.empty());
    for (fs::path* path : {&out_, &err_})
        if (path->empty())
            own_files_.push_back(*path = temporary_file());
    Plan plan{argv, options};
    plan.in = Fd{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
    plan.out = open_output(out_);
    plan.err = open_output(err_);
    pid_t const parent = ::getpid();
    sigset_t all; // held back until the child has shed our handlers
    sigset_t before;
    sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, &before);
    pid_ = ::fork();
    if (pid_ == 0)
        become(plan, parent);
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    SHOAL_CHECK(pid_ >= 0, "cannot fork: {}", std::strerror(errno));
    ::setpgid(pid_, pid_); // whichever of the two comes first
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      status_(other.status_),
      out_(std::move(other.out_)),
      err_(std::move(other.err_)),
      own_files_(std::exchange(other.own_files_, {})) {}

Process::~Process() {
    if (pid_ > 0 && !status()) {
        kill(SIGTERM);
        if (!wait(std::chrono::seconds{3})) {
            kill(SIGKILL);
            [[maybe_unused]] auto const ended = wait(std::chrono::seconds{10});
        }
    }
    if (pid_ > 0)
        ::kill(-pid_, SIGKILL); // the group: what the program itself had started
    std::error_code ignored;
    for (auto const& file : own_files_)
        fs::remove(file, ignored);
}

std::optional<int> Process::status() {
    int wait_status = 0;
    if (!status_ && ::waitpid(pid_, &wait_status, WNOHANG) == pid_)
        status_ = exit_status(wait_status);
    return status_;
}

std::optional<int> Process::wait(std::chrono::milliseconds limit) {
    poll_until(limit, [this] { return status().has_value(); });
    return status_;
}

void Process::kill(int signal) {
    if (!status())
        ::kill(pid_, signal);
}

std::string Process::out() const {
    return text_of(out_);
}

std::string Process::err() const {
    return text_of(err_);
}

Outcome run(Argv const& argv, SpawnOptions const& options, std::chrono::milliseconds limit) {
    Process process{argv, options};
    auto const status = process.wait(limit);
    if (!status) {
        process.kill(SIGKILL);
        [[maybe_unused]] auto const ended = process.wait(std::chrono::seconds{10});
    }
    return {status.value_or(-1), process.out(), process.err()};
}

} // namespace shoal::test
