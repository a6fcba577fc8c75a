#include "core/api/rule.hpp"

#include "core/api/filter.hpp"
#include "core/api/values.hpp"
#include "core/base/units.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shoal::api {
namespace {

using Words = std::vector<std::string>;

constexpr RuleAct acts[] = {RuleAct::notify, RuleAct::exec, RuleAct::boost, RuleAct::seed};

tl::unexpected<Error> wrong(std::string const& what) {
    return fail(Errc::invalid_input,
                what +
                    "; a rule reads 'when FILTER for DURATION do notify|boost|seed|exec PROGRAM'");
}

bool is_quote(char c) {
    return c == '"' || c == '\'';
}

/// Parted by spaces that are not in quotes; the quotes stay.
Words words_of(std::string_view text) {
    Words words;
    bool is_within = false;
    char quote = 0;
    for (char const c : text) {
        bool const is_gap = quote == 0 && (c == ' ' || c == '\t' || c == '\n');
        if (is_gap) {
            is_within = false;
            continue;
        }
        if (!std::exchange(is_within, true))
            words.emplace_back();
        words.back() += c;
        if (quote == 0 && is_quote(c))
            quote = c;
        else if (quote == c)
            quote = 0;
    }
    return words;
}

std::string unquoted(std::string const& word) {
    bool const is_quoted =
        word.size() >= 2 && is_quote(word.front()) && word.find(word.front(), 1) == word.size() - 1;
    return is_quoted ? word.substr(1, word.size() - 2) : word;
}

/// As `words_of` and `unquoted` read it back.
std::string quoted(std::string const& word) {
    if (words_of(word).size() == 1 && unquoted(word) == word)
        return word;
    char const quote = word.find('"') == std::string::npos ? '"' : '\'';
    return quote + word + quote;
}

std::string joined(Words::const_iterator from, Words::const_iterator until) {
    return fmt::format("{}", fmt::join(from, until, " "));
}

/// "boost," → "boost".
std::string_view without_comma(std::string_view word) {
    return word.ends_with(',') ? word.substr(0, word.size() - 1) : word;
}

Result<void> take_acts(Words::const_iterator word, Words::const_iterator end, Rule& rule) {
    if (word == end)
        return wrong("it does nothing");
    while (word != end) {
        auto const* const act = std::ranges::find(acts, without_comma(*word),
                                                  [](RuleAct each) { return to_string(each); });
        if (act == std::end(acts))
            return wrong(fmt::format("'{}' is nothing that a rule can do", *word));
        rule.acts.push_back(*act);
        ++word;
        if (*act == RuleAct::exec)
            std::transform(std::exchange(word, end), end, std::back_inserter(rule.program),
                           unquoted);
    }
    bool const has_exec = std::ranges::find(rule.acts, RuleAct::exec) != rule.acts.end();
    return has_exec && rule.program.empty() ? wrong("exec needs a program") : Result<void>{};
}

} // namespace

std::string_view to_string(RuleAct act) {
    switch (act) {
    case RuleAct::notify:
        return "notify";
    case RuleAct::exec:
        return "exec";
    case RuleAct::boost:
        return "boost";
    case RuleAct::seed:
        return "seed";
    }
    return "";
}

Result<Rule> parse_rule(std::string_view text) {
    auto const words = words_of(text);
    if (words.empty() || words.front() != "when")
        return wrong("it begins with 'when'");
    auto const begin = words.begin() + 1;
    auto const act = std::find(begin, words.end(), "do");
    if (act == words.end())
        return wrong("there is no 'do' in it");
    auto const lasting = std::find(begin, act, "for");
    Rule rule{.when = joined(begin, lasting)};
    if (rule.when.empty())
        return wrong("it does not say when");
    if (auto const filter = Filter::parse(rule.when); !filter)
        return wrong(fmt::format("'{}': {}", rule.when, filter.error().what));
    if (lasting != act) {
        auto const duration = parse_duration(joined(lasting + 1, act));
        if (!duration)
            return wrong("for: " + duration.error().what);
        rule.lasting = *duration;
    }
    SHOAL_TRY_VOID(take_acts(act + 1, words.end(), rule));
    return rule;
}

std::string to_string(Rule const& rule) {
    auto text = "when " + rule.when;
    if (rule.lasting.count() > 0)
        text += " for " + exact_duration(rule.lasting);
    for (auto const& act : rule.acts)
        text += fmt::format("{} {}", &act == &rule.acts.front() ? " do" : ",", to_string(act));
    for (auto const& word : rule.program)
        text += " " + quoted(word);
    return text;
}

} // namespace shoal::api
