#include "ui-cli/cli/inside.hpp"

#include "core/base/text.hpp"
#include "ui-cli/cli/run.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace shoal::cli {
namespace {

// Programs of their own, or what the screen itself is there for.
constexpr std::array outside{"daemon", "get", "seed", "lab", "log", "completion"};

bool is_outside(std::string_view command) {
    return std::ranges::find(outside, command) != outside.end();
}

/// Somebody else's engine, for a command that wants one of its own to attach to.
class BorrowedEngine final : public api::Engine {
public:
    explicit BorrowedEngine(api::Engine& engine) : engine_(engine) {}

    void submit(api::Command command, api::Done done) override {
        engine_.submit(std::move(command), std::move(done));
    }

    void ask(api::Question question, api::Answered answered) override {
        engine_.ask(question, std::move(answered));
    }

    [[nodiscard]] std::shared_ptr<api::Snapshot const> snapshot() const override {
        return engine_.snapshot();
    }

private:
    api::Engine& engine_;
};

/// A stream whose bytes are kept.
class Capture {
public:
    Capture() : file_(::open_memstream(&text_, &size_)) {}

    ~Capture() {
        std::fclose(file_);
        std::free(text_); // NOLINT(cppcoreguidelines-no-malloc): open_memstream's
    }

    Capture(Capture const&) = delete;
    Capture& operator=(Capture const&) = delete;

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

/// Within a screen nobody has to be told which program speaks.
std::string without_name(std::string const& printed) {
    constexpr std::string_view name = "shoal: ";
    std::string text;
    for (auto const& line : split(printed, '\n'))
        if (!line.empty())
            text += (line.starts_with(name) ? line.substr(name.size()) : line) + "\n";
    return text;
}

Services services_inside(Services const& services, api::Engine& engine, std::stop_token stop) {
    auto inside = services;
    inside.attach = [&engine](fs::path const&,
                              api::OnEvent const&) -> Result<std::unique_ptr<api::Engine>> {
        return std::make_unique<BorrowedEngine>(engine);
    };
    inside.interrupted = std::move(stop);
    inside.interrupt_status = [] {
        return ExitCode::interrupted;
    };
    inside.confirm = [](std::string_view) -> std::optional<bool> {
        return std::nullopt;
    };
    inside.open_screen = {};
    inside.show_session = {};
    return inside;
}

} // namespace

std::vector<CommandInfo> commands_inside(Services const& services) {
    auto mine = services; // the grammar wants to be able to change them
    Printer printer{stdout, stderr};
    Context context{mine, printer};
    CLI::App root;
    build_grammar(root, context);
    auto commands = list_commands(root);
    std::erase_if(commands, [](CommandInfo const& command) {
        return command.name.empty() || is_outside(command.name);
    });
    return commands;
}

InsideOutcome run_inside(std::vector<std::string> const& words, Services const& services,
                         api::Engine& engine, std::stop_token stop) {
    if (words.empty())
        return {};
    if (is_outside(words.front()))
        return {false,
                fmt::format("'{}' is for the shell, not for within the screen", words.front())};
    Capture out;
    Capture err;
    auto inside = services_inside(services, engine, std::move(stop));
    Printer printer{out.file(), err.file()};
    std::vector<char const*> arguments{"shoal"};
    for (auto const& word : words)
        arguments.push_back(word.c_str());
    auto const exit = run(static_cast<int>(arguments.size()), arguments.data(), inside, printer);
    bool const is_done = exit == ExitCode::done;
    auto text = without_name(err.text());
    return {is_done, is_done || text.empty() ? out.text() + text : text};
}

} // namespace shoal::cli
