#include "tests/support/terminal.hpp"

#include "tests/support/await.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace shoal::test {
namespace {

using namespace std::chrono_literals;

std::string content(fs::path const& path) {
    std::ifstream file{path};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    return text;
}

} // namespace

Terminal::Terminal(Options const& options)
    : server_({"tmux", "-S", (dir_ / "tmux").string(), "-f", "/dev/null", "-u", "-D"}) {
    // Its socket is there a moment before it listens.
    await("the terminal's server answers", 10s, [&] {
        return try_tmux({"set-option", "-g", "default-terminal", options.term}).status == 0;
    });
    tmux({"set-option", "-s", "set-clipboard", "on"});
    if (!options.background.empty())
        tmux({"set-option", "-g", "window-style", "bg=" + options.background});
    Argv session{"new-session", "-d",
                 "-x",          std::to_string(options.columns),
                 "-y",          std::to_string(options.rows)};
    auto env = options.env;
    env.insert(env.begin(), {{"LC_ALL", "C.UTF-8"}, {"TZ", "UTC"}});
    for (auto const& [name, value] : env) {
        session.emplace_back("-e");
        session.push_back(name + "=" + value);
    }
    session.emplace_back("sh");
    tmux(session);
    await("the shell prompts", 10s, [this] { return !trimmed(screen()).empty(); });
}

void Terminal::type(std::string const& text, std::vector<std::string> const& keys) {
    if (!text.empty())
        tmux({"send-keys", "-l", "--", text});
    for (auto const& key : keys)
        tmux({"send-keys", key});
}

void Terminal::paste(std::string const& text) {
    tmux({"set-buffer", "--", text});
    tmux({"paste-buffer", "-p"});
}

void Terminal::resize(int columns, int rows) {
    tmux({"resize-window", "-x", std::to_string(columns), "-y", std::to_string(rows)});
}

std::string Terminal::clipboard() {
    return try_tmux({"show-buffer"}).out;
}

std::string Terminal::screen() {
    return tmux({"capture-pane", "-p"}).out;
}

std::string Terminal::coloured_screen() {
    return tmux({"capture-pane", "-p", "-e"}).out;
}

void Terminal::await_text(std::string const& text, std::chrono::milliseconds limit) {
    await(
        "the screen shows: " + text, limit,
        [&] { return screen().find(text) != std::string::npos; }, [this] { return screen(); });
}

std::string Terminal::ask_shell(std::string const& command) {
    auto const answer = dir_ / fmt::format("answer{}", ++questions_);
    type(fmt::format("{} >{}.part; mv {}.part {}", command, answer.string(), answer.string(),
                     answer.string()),
         {"Enter"});
    await(
        "the shell answers", 10s, [&] { return fs::exists(answer); }, [this] { return screen(); });
    return trimmed(content(answer));
}

std::string Terminal::fact(std::string const& name) {
    return trimmed(tmux({"display-message", "-p", "#{" + name + "}"}).out);
}

pid_t Terminal::foreground() {
    auto const shell = fact("pane_pid");
    auto const children = content(fmt::format("/proc/{}/task/{}/children", shell, shell));
    REQUIRE_MESSAGE(!children.empty(), "the shell runs nothing\n", screen());
    return std::stoi(children);
}

Outcome Terminal::try_tmux(Argv const& arguments) {
    Argv all{"tmux", "-S", (dir_ / "tmux").string(), "-u"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run(all);
}

Outcome Terminal::tmux(Argv const& arguments) {
    auto outcome = try_tmux(arguments);
    REQUIRE_MESSAGE(outcome.status == 0, arguments.front(), ": ", outcome.err);
    return outcome;
}

} // namespace shoal::test
