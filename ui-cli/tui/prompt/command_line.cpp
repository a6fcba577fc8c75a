#include "ui-cli/tui/prompt/command_line.hpp"

namespace shoal::tui {
namespace {

constexpr std::size_t longest_past = 200;

void remember(CommandLine& line, std::string const& text) {
    if (line.past.empty() || line.past.back() != text)
        line.past.push_back(text);
    if (line.past.size() > longest_past)
        line.past.erase(line.past.begin());
}

void close(CommandLine& line) {
    line.is_open = false;
    line.field = {};
}

void go_back(CommandLine& line) {
    if (line.at == 0)
        return;
    line.field = TextField{line.past[--line.at]};
}

void go_forward(CommandLine& line) {
    if (line.at >= line.past.size())
        return;
    ++line.at;
    line.field = line.at < line.past.size() ? TextField{line.past[line.at]} : TextField{};
}

std::string finish(CommandLine& line) {
    auto const text = line.field.text;
    close(line);
    if (text.find_first_not_of(' ') == std::string::npos)
        return {};
    remember(line, text);
    return text;
}

} // namespace

std::string command_key(CommandLine& line, term::Input const& input, CommandWords const& commands,
                        api::Snapshot const& snapshot) {
    auto const& key = input.key;
    line.candidates.clear();
    line.complaint.clear();
    if (key == "Enter")
        return finish(line);
    bool const is_given_up =
        key == "Esc" || key == "^C" || (key == "Backspace" && line.field.text.empty());
    if (is_given_up) {
        close(line);
    } else if (key == "Up" || key == "^P") {
        go_back(line);
    } else if (key == "Down" || key == "^N") {
        go_forward(line);
    } else if (key == "Tab") {
        auto completion = complete(line.field.text, commands, snapshot);
        line.field = TextField{std::move(completion.text)};
        line.candidates = std::move(completion.candidates);
    } else {
        edit(line.field, input);
    }
    return {};
}

void open_command_line(CommandLine& line, std::string text) {
    line.is_open = true;
    line.field = TextField{std::move(text)};
    line.candidates.clear();
    line.complaint.clear();
    line.at = line.past.size();
}

} // namespace shoal::tui
