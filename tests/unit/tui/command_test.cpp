#include "tests/unit/tui/demo_swarm.hpp"
#include "ui-cli/tui/prompt/command_line.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using namespace shoal::tui;

namespace {

Completion completed(std::string_view text) {
    static auto const model = test::demo_model();
    return complete(text, test::demo_commands(), *model.snapshot);
}

std::vector<std::string> words_of(Completion const& completion) {
    std::vector<std::string> words;
    for (auto const& candidate : completion.candidates)
        words.push_back(candidate.word);
    return words;
}

/// A user at the line.
struct Typist {
    Model model = test::demo_model();
    CommandLine line;

    Typist() { open_command_line(line, {}); }

    std::string press(std::string const& key) {
        return command_key(line, {key}, model.commands, *model.snapshot);
    }

    void type(std::string_view text) {
        for (char const c : text)
            press(std::string(1, c));
    }

    std::string enter(std::string_view text) {
        type(text);
        return press("Enter");
    }
};

} // namespace

TEST_CASE("command: words are split as a shell does") {
    CHECK(*split_words("  a  'b c'\"d e\" f\\ g '' ") ==
          std::vector<std::string>{"a", "b cd e", "f g", ""});
    CHECK(*split_words("'it\\s'") == std::vector<std::string>{"it\\s"});
    CHECK_FALSE(split_words("a 'b"));
    CHECK(split_words("")->empty());
}

TEST_CASE("command: Tab completes a command, or as far as all agree") {
    CHECK(completed("pa").text == "pause ");
    CHECK(completed("li").text == "li");
    CHECK(words_of(completed("li")) == std::vector<std::string>{"limit", "list"});
    CHECK(completed("zzz").text == "zzz");
}

TEST_CASE("command: Tab completes flags and their choices") {
    CHECK(completed("limit --a").text == "limit --alt ");
    CHECK(completed("limit --alt of").text == "limit --alt off ");
    CHECK(words_of(completed("add --")) == std::vector<std::string>{"--dir", "--paused"});
    CHECK(completed("queue b").text == "queue bottom ");
}

TEST_CASE("command: Tab turns a part of a torrent's name into its number") {
    CHECK(completed("pause planet").text == "pause 4 ");
    CHECK(completed("queue top THESIS").text == "queue top 8 ");
    CHECK(completed("pause 1").candidates.size() == 6); // by number or name
    CHECK(completed("pause 1").text == "pause 1");
    CHECK(completed("add planet").text == "add planet"); // it takes no torrents
}

TEST_CASE("command: Enter answers what was typed, once, and closes the line") {
    Typist typist;
    CHECK(typist.enter("pause 1") == "pause 1");
    CHECK_FALSE(typist.line.is_open);
    open_command_line(typist.line, {});
    CHECK(typist.enter("   ").empty());
}

TEST_CASE("command: the past comes back, and one may return from it") {
    Typist typist;
    for (auto const* const text : {"one", "two", "two"}) {
        open_command_line(typist.line, {});
        typist.enter(text);
    }
    open_command_line(typist.line, {});
    typist.press("Up");
    CHECK(typist.line.field.text == "two");
    typist.press("Up");
    typist.press("Up");
    CHECK(typist.line.field.text == "one");
    typist.press("Down");
    typist.press("Down");
    CHECK(typist.line.field.text.empty());
}

TEST_CASE("command: Esc leaves the line, and so does Backspace where nothing is left") {
    Typist typist;
    typist.type("x");
    typist.press("Backspace");
    CHECK(typist.line.is_open);
    typist.press("Backspace");
    CHECK_FALSE(typist.line.is_open);
    open_command_line(typist.line, {});
    typist.press("Esc");
    CHECK_FALSE(typist.line.is_open);
}
