#include "core/api/filter.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shoal::api {
namespace {

constexpr int deepest_nesting = 32;

enum class TokenKind { end, word, quoted, comparison, both, either, negation, open, close };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string_view text; ///< a quoted one's without the quotes
    std::size_t at = 0;    ///< offset in the filter
    Comparison comparison = Comparison::equal;
};

/// For `map_error`: says where in the filter, counted from 1.
auto at_column(std::size_t offset) {
    return at(fmt::format("filter, column {}", offset + 1));
}

tl::unexpected<Error> wrong(std::size_t offset, std::string what) {
    return tl::make_unexpected(at_column(offset)({Errc::invalid_input, std::move(what), {}}));
}

FilterTest negated(FilterTest test) {
    return [test = std::move(test)](TorrentView const& torrent, WallTime now) {
        return !test(torrent, now);
    };
}

struct Symbol {
    std::string_view text;
    TokenKind kind;
    Comparison comparison = Comparison::equal;
};

// A longer one before what it begins with.
constexpr Symbol symbols[] = {
    {"!=", TokenKind::comparison, Comparison::unequal},
    {"!~", TokenKind::comparison, Comparison::lacks},
    {"<=", TokenKind::comparison, Comparison::at_most},
    {">=", TokenKind::comparison, Comparison::at_least},
    {"==", TokenKind::comparison, Comparison::equal},
    {"=", TokenKind::comparison, Comparison::equal},
    {"<", TokenKind::comparison, Comparison::less},
    {">", TokenKind::comparison, Comparison::greater},
    {"~", TokenKind::comparison, Comparison::contains},
    {"&&", TokenKind::both},
    {"&", TokenKind::both},
    {"||", TokenKind::either},
    {"|", TokenKind::either},
    {"!", TokenKind::negation},
    {"(", TokenKind::open},
    {")", TokenKind::close},
};

/// Splits a filter into tokens, one ahead of the parser.
class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    [[nodiscard]] Result<Token> next() {
        at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
        auto const rest = text_.substr(at_);
        if (rest.empty())
            return Token{.at = at_};
        auto const* const symbol = std::ranges::find_if(
            symbols, [&](Symbol const& each) { return rest.starts_with(each.text); });
        if (symbol != std::end(symbols))
            return take(symbol->kind, symbol->text, symbol->text.size(), symbol->comparison);
        if (rest.front() == '"' || rest.front() == '\'')
            return quoted(rest);
        auto const word = rest.substr(0, rest.find_first_of(" \t\r\n=!<>~&|()\"'"));
        return take(TokenKind::word, word, word.size());
    }

private:
    Result<Token> quoted(std::string_view rest) {
        auto const end = rest.find(rest.front(), 1);
        if (end == std::string_view::npos)
            return wrong(at_, "this quote is not closed");
        return take(TokenKind::quoted, rest.substr(1, end - 1), end + 1);
    }

    Token take(TokenKind kind, std::string_view text, std::size_t length,
               Comparison comparison = Comparison::equal) {
        Token const token{kind, text, at_, comparison};
        at_ += length;
        return token;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// Recursive descent: either ← both ("|" both)*, both ← one ("&" one)*.
class Parser {
public:
    explicit Parser(std::string_view text) : lexer_(text) {}

    [[nodiscard]] Result<FilterTest> parse() {
        SHOAL_TRY_VOID(advance());
        if (token_.kind == TokenKind::end)
            return FilterTest{[](TorrentView const&, WallTime) {
                return true;
            }};
        SHOAL_TRY(auto test, either());
        if (token_.kind == TokenKind::close)
            return wrong(token_.at, "no parenthesis is open here");
        if (token_.kind != TokenKind::end)
            return wrong(token_.at, "put & or | between two conditions, and values with spaces "
                                    "in quotes");
        return test;
    }

private:
    Result<void> advance() {
        SHOAL_TRY(token_, lexer_.next());
        return {};
    }

    /// One or more of what `part` reads with `joint` between them; `decides` is the value of one
    /// that settles all.
    Result<FilterTest> chain(Result<FilterTest> (Parser::*part)(), TokenKind joint, bool decides) {
        std::vector<FilterTest> tests;
        SHOAL_TRY(tests.emplace_back(), (this->*part)());
        while (token_.kind == joint) {
            SHOAL_TRY_VOID(advance());
            SHOAL_TRY(tests.emplace_back(), (this->*part)());
        }
        if (tests.size() == 1)
            return tests.front();
        return FilterTest{
            [tests = std::move(tests), decides](TorrentView const& torrent, WallTime now) {
                bool const settled = std::ranges::any_of(
                    tests, [&](FilterTest const& test) { return test(torrent, now) == decides; });
                return settled == decides;
            }};
    }

    Result<FilterTest> either() { return chain(&Parser::both, TokenKind::either, true); }

    Result<FilterTest> both() { return chain(&Parser::one, TokenKind::both, false); }

    Result<FilterTest> one() {
        auto const token = token_;
        if (token.kind == TokenKind::negation || token.kind == TokenKind::open)
            return nested(token);
        if (token.kind != TokenKind::word && token.kind != TokenKind::quoted)
            return wrong(token.at, "a condition is missing here, such as seeds<2 or a word of the "
                                   "name");
        SHOAL_TRY_VOID(advance());
        if (token_.kind == TokenKind::comparison && token.kind == TokenKind::word)
            return comparison(token);
        return token.kind == TokenKind::quoted ? name_contains(token.text) : bare_word(token.text);
    }

    Result<FilterTest> nested(Token const& token) {
        if (depth_ == deepest_nesting)
            return wrong(token.at, fmt::format("more than {} levels", deepest_nesting));
        ++depth_;
        SHOAL_TRY_VOID(advance());
        auto test = token.kind == TokenKind::open ? group(token) : one().map(negated);
        --depth_;
        return test;
    }

    Result<FilterTest> group(Token const& open) {
        SHOAL_TRY(auto test, either());
        if (token_.kind == TokenKind::end)
            return wrong(open.at, "this parenthesis is not closed");
        if (token_.kind != TokenKind::close)
            return wrong(token_.at, "put & or | between two conditions");
        SHOAL_TRY_VOID(advance());
        return test;
    }

    Result<FilterTest> comparison(Token const& field) {
        SHOAL_TRY_VOID(check_field(field.text).map_error(at_column(field.at)));
        auto const how = token_;
        SHOAL_TRY_VOID(advance());
        auto const value = token_;
        if (value.kind != TokenKind::word && value.kind != TokenKind::quoted)
            return wrong(value.at, fmt::format("a value is missing after '{}'", how.text));
        SHOAL_TRY_VOID(advance());
        return compare_field(field.text, how.comparison, value.text).map_error(at_column(value.at));
    }

    Lexer lexer_;
    Token token_;
    int depth_ = 0;
};

} // namespace

Result<Filter> Filter::parse(std::string_view text) {
    return Parser{text}.parse().map([](FilterTest test) { return Filter{std::move(test)}; });
}

} // namespace shoal::api
