#include "ui-cli/tui/prompt/command_words.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <optional>

namespace shoal::tui {
namespace {

constexpr std::size_t most_candidates = 200;

/// The words before the one that is being typed, and that one.
struct Typed {
    std::vector<std::string> before;
    std::string word;
    std::size_t begin = 0; ///< of the word, in the text
};

Typed typed_words(std::string_view text) {
    auto const gap = text.find_last_of(' ');
    auto const begin = gap == std::string_view::npos ? 0 : gap + 1;
    Typed typed{.before = {}, .word = std::string{text.substr(begin)}, .begin = begin};
    for (auto& word : split(text.substr(0, begin), ' '))
        if (!word.empty())
            typed.before.push_back(std::move(word));
    return typed;
}

using Candidates = std::vector<Candidate>;

void add_if_fits(Candidates& candidates, std::string const& word, std::string const& typed,
                 std::string const& about) {
    if (word.starts_with(typed))
        candidates.push_back({word, about});
}

Candidates among(std::vector<std::string> const& choices, std::string const& typed) {
    Candidates candidates;
    for (auto const& choice : choices)
        add_if_fits(candidates, choice, typed, {});
    return candidates;
}

Candidates torrents_like(api::Snapshot const& snapshot, std::string const& typed) {
    Candidates candidates;
    for (auto const& torrent : snapshot.torrents) {
        auto number = std::to_string(torrent->id);
        bool const fits = number.starts_with(typed) || contains_ignoring_case(torrent->name, typed);
        if (fits && candidates.size() < most_candidates)
            candidates.push_back({std::move(number), torrent->name});
    }
    return candidates;
}

FlagWord const* find_flag(CommandWord const& command, std::string const& word) {
    auto const found = std::ranges::find(command.flags, word, &FlagWord::name);
    return found == command.flags.end() ? nullptr : &*found;
}

Candidates flags_like(CommandWord const& command, std::string const& typed) {
    Candidates candidates;
    for (auto const& flag : command.flags)
        add_if_fits(candidates, flag.name, typed, flag.help);
    return candidates;
}

Candidates candidates_for(Typed const& typed, CommandWords const& commands,
                          api::Snapshot const& snapshot) {
    if (typed.before.empty()) {
        Candidates candidates;
        for (auto const& command : commands)
            add_if_fits(candidates, command.name, typed.word, command.help);
        return candidates;
    }
    auto const command = std::ranges::find(commands, typed.before.front(), &CommandWord::name);
    if (command == commands.end())
        return {};
    auto const* const flag = find_flag(*command, typed.before.back());
    if (flag && flag->takes_value)
        return among(flag->choices, typed.word);
    if (typed.word.starts_with('-'))
        return flags_like(*command, typed.word);
    if (!command->choices.empty() && typed.before.size() == 1)
        return among(command->choices, typed.word);
    return command->takes_torrents ? torrents_like(snapshot, typed.word) : Candidates{};
}

/// What all of them begin with.
std::string common_front(Candidates const& candidates) {
    std::string_view front = candidates.front().word;
    for (auto const& candidate : candidates) {
        auto const differ = std::ranges::mismatch(front, candidate.word);
        front = front.substr(0, static_cast<std::size_t>(differ.in1 - front.begin()));
    }
    return std::string{front};
}

/// Takes a text apart, character by character.
class Splitter {
public:
    void take(char c) {
        if (is_escaped_)
            keep(c);
        else if (c == '\\' && quote_ != '\'')
            is_escaped_ = true;
        else if (quote_ != 0 && c == quote_)
            quote_ = 0;
        else if (quote_ == 0 && (c == '\'' || c == '"'))
            begin_quote(c);
        else if (c == ' ' && quote_ == 0)
            end_word();
        else
            keep(c);
    }

    Result<std::vector<std::string>> finish() {
        if (quote_ != 0)
            return fail(Errc::invalid_input, std::string{"the quote "} + quote_ + " is not closed");
        end_word();
        return std::move(words_);
    }

private:
    void begin_quote(char c) {
        quote_ = c;
        word_ = word_.value_or(""); // '' is a word, too
    }

    void keep(char c) {
        word_ = word_.value_or("") + c;
        is_escaped_ = false;
    }

    void end_word() {
        if (word_)
            words_.push_back(std::move(*word_));
        word_.reset();
    }

    std::vector<std::string> words_;
    std::optional<std::string> word_;
    char quote_ = 0;
    bool is_escaped_ = false;
};

} // namespace

Result<std::vector<std::string>> split_words(std::string_view text) {
    Splitter splitter;
    for (char const c : text)
        splitter.take(c);
    return splitter.finish();
}

Completion complete(std::string_view text, CommandWords const& commands,
                    api::Snapshot const& snapshot) {
    auto const typed = typed_words(text);
    auto candidates = candidates_for(typed, commands, snapshot);
    auto const before = std::string{text.substr(0, typed.begin)};
    if (candidates.empty())
        return {std::string{text}, {}};
    if (candidates.size() == 1)
        return {before + candidates.front().word + " ", {}};
    // Numbers of torrents that were found by name may have less in common than was typed.
    auto const front = common_front(candidates);
    return {before + (front.size() > typed.word.size() ? front : typed.word),
            std::move(candidates)};
}

} // namespace shoal::tui
