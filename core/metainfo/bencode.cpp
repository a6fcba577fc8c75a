#include "core/metainfo/bencode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace shoal::bencode {
namespace {

class Parser {
public:
    Parser(std::string_view text, std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

    Result<void> document() {
        SHOAL_TRY_VOID(value(0));
        auto const rest = text_.substr(at_);
        if (rest.find_first_not_of("\r\n") != std::string_view::npos)
            return error("there is something after the end");
        return {};
    }

private:
    Result<void> value(int depth) {
        if (at_ >= text_.size())
            return error("it ends too early; the file was probably cut off");
        if (depth > max_depth)
            return error("nested too deeply");
        if (tokens_.size() >= max_tokens)
            return error("too many values");
        switch (text_[at_]) {
        case 'i':
            return integer();
        case 'l':
            return list(depth);
        case 'd':
            return dict(depth);
        default:
            return string();
        }
    }

    /// Digits up to `stop`, in canonical form.
    Result<std::int64_t> number(char stop) {
        auto const window = text_.substr(at_, 21);
        auto const length = window.find(stop);
        if (length == std::string_view::npos)
            return error(window.size() < 21 ? "it ends too early; the file was probably cut off"
                                            : "a number or length is expected here");
        auto const digits = window.substr(0, length);
        std::int64_t result = 0;
        auto const [end, code] =
            std::from_chars(digits.data(), digits.data() + digits.size(), result);
        if (code == std::errc::result_out_of_range)
            return error("the number does not fit 64 bits");
        if (code != std::errc{} || end != digits.data() + digits.size())
            return error("a number or length is expected here");
        bool const leading_zero = digits.size() > 1 && digits[0] == '0';
        if (leading_zero || digits.starts_with("-0"))
            return error("the number has a leading zero");
        at_ += length + 1;
        return result;
    }

    Result<void> integer() {
        auto const index = open(Kind::integer);
        ++at_;
        SHOAL_TRY(tokens_[index].number, number('e'));
        close(index);
        return {};
    }

    Result<void> string() {
        auto const index = open(Kind::string);
        if (text_[at_] < '0' || text_[at_] > '9')
            return error("a value is expected here");
        SHOAL_TRY(auto const length, number(':'));
        if (length > static_cast<std::int64_t>(text_.size() - at_))
            return error("the text is longer than the file; the file was probably cut off");
        tokens_[index].number = static_cast<std::int64_t>(at_);
        at_ += static_cast<std::size_t>(length);
        close(index);
        return {};
    }

    Result<void> list(int depth) {
        auto const index = open(Kind::list);
        ++at_;
        while (!at_end_mark())
            SHOAL_TRY_VOID(value(depth + 1));
        ++at_;
        close(index);
        return {};
    }

    Result<void> dict(int depth) {
        auto const index = open(Kind::dict);
        ++at_;
        std::vector<std::string_view> keys;
        while (!at_end_mark()) {
            if (at_ < text_.size() && (text_[at_] < '0' || text_[at_] > '9'))
                return error("a key is expected here");
            auto const key = static_cast<std::uint32_t>(tokens_.size());
            SHOAL_TRY_VOID(value(depth + 1));
            keys.push_back(string_at(key));
            SHOAL_TRY_VOID(value(depth + 1));
        }
        ++at_;
        close(index);
        std::sort(keys.begin(), keys.end());
        if (auto const twin = std::adjacent_find(keys.begin(), keys.end()); twin != keys.end())
            return error(fmt::format("the key '{}' is there twice", twin->substr(0, 100)));
        return {};
    }

    [[nodiscard]] std::string_view string_at(std::uint32_t index) const {
        auto const begin = static_cast<std::size_t>(tokens_[index].number);
        return text_.substr(begin, tokens_[index].end - begin);
    }

    [[nodiscard]] bool at_end_mark() const { return at_ < text_.size() && text_[at_] == 'e'; }

    std::uint32_t open(Kind kind) {
        tokens_.push_back(Token{.kind = kind, .begin = static_cast<std::uint32_t>(at_)});
        return static_cast<std::uint32_t>(tokens_.size() - 1);
    }

    void close(std::uint32_t index) {
        tokens_[index].end = static_cast<std::uint32_t>(at_);
        tokens_[index].next = static_cast<std::uint32_t>(tokens_.size());
    }

    [[nodiscard]] tl::unexpected<Error> error(std::string_view why) const {
        return fail(Errc::invalid_input, fmt::format("not bencoding at byte {}: {}", at_, why));
    }

    std::string_view text_;
    std::vector<Token>& tokens_;
    std::size_t at_ = 0;
};

} // namespace

Token const& Value::token() const {
    return document_->tokens_[index_];
}

std::string_view Value::raw() const {
    return document_->text_.substr(token().begin, token().end - token().begin);
}

std::optional<std::int64_t> Value::integer() const {
    return kind() == Kind::integer ? std::optional{token().number} : std::nullopt;
}

std::optional<std::string_view> Value::string() const {
    if (kind() != Kind::string)
        return std::nullopt;
    auto const begin = static_cast<std::size_t>(token().number);
    return document_->text_.substr(begin, token().end - begin);
}

std::vector<Value> Value::items() const {
    std::vector<Value> result;
    if (kind() != Kind::list)
        return result;
    for (auto i = index_ + 1; i < token().next; i = document_->tokens_[i].next)
        result.emplace_back(*document_, i);
    return result;
}

std::vector<Value::Entry> Value::entries() const {
    std::vector<Entry> result;
    if (kind() != Kind::dict)
        return result;
    for (auto i = index_ + 1; i < token().next;) {
        Value const key{*document_, i};
        Value const value{*document_, key.token().next};
        result.push_back(Entry{*key.string(), value});
        i = value.token().next;
    }
    return result;
}

std::optional<Value> Value::find(std::string_view wanted) const {
    if (kind() != Kind::dict)
        return std::nullopt;
    for (auto i = index_ + 1; i < token().next;) {
        Value const key{*document_, i};
        Value const value{*document_, key.token().next};
        if (key.string() == wanted)
            return value;
        i = value.token().next;
    }
    return std::nullopt;
}

Result<Document> Document::parse(std::string_view text) {
    if (text.size() > std::numeric_limits<std::uint32_t>::max())
        return fail(Errc::invalid_input, "more than 4 GiB of bencoding");
    Document document;
    document.text_ = text;
    SHOAL_TRY_VOID(Parser{text, document.tokens_}.document());
    return document;
}

std::string encode(std::int64_t number) {
    return fmt::format("i{}e", number);
}

std::string encode(std::string_view text) {
    return fmt::format("{}:{}", text.size(), text);
}

std::string encode_list(std::vector<std::string> const& values) {
    return fmt::format("l{}e", fmt::join(values, ""));
}

std::string encode_dict(RawDict const& dict) {
    std::string out = "d";
    for (auto const& [key, value] : dict)
        out.append(encode(std::string_view{key})).append(value);
    return out += 'e';
}

} // namespace shoal::bencode
