#pragma once

#include "core/base/result.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Bencoding (BEP 3), read strictly: no leading zeros, no "-0", no number beyond 64 bits, no key
// twice in a dict, nothing after the end but line breaks. Keys out of order are let through, since
// real torrents have them. One token costs 24 bytes; depth and tokens are bounded.

namespace shoal::bencode {

inline constexpr int max_depth = 100;
inline constexpr std::size_t max_tokens = 2'000'000;

enum class Kind : std::uint8_t { integer, string, list, dict };

struct Token {
    Kind kind = Kind::integer;
    std::uint32_t begin = 0; ///< of the value, in the document
    std::uint32_t end = 0;
    std::uint32_t next = 0;  ///< the token after this one and all inside it
    std::int64_t number = 0; ///< integer: its value; string: where its text begins
};

class Document;

/// One value within a Document, which must outlive it. Cheap to copy.
class Value {
public:
    Value(Document const& document, std::uint32_t index) : document_(&document), index_(index) {}

    [[nodiscard]] Kind kind() const { return token().kind; }

    /// The value as it is encoded.
    [[nodiscard]] std::string_view raw() const;
    [[nodiscard]] std::optional<std::int64_t> integer() const;
    [[nodiscard]] std::optional<std::string_view> string() const;
    /// A list's items; nothing for other kinds.
    [[nodiscard]] std::vector<Value> items() const;

    struct Entry;
    /// A dict's entries in the order they are written; nothing for other kinds.
    [[nodiscard]] std::vector<Entry> entries() const;
    /// A dict's value under `key`. Linear.
    [[nodiscard]] std::optional<Value> find(std::string_view key) const;

    [[nodiscard]] bool is_dict() const { return kind() == Kind::dict; }

    [[nodiscard]] bool is_list() const { return kind() == Kind::list; }

private:
    [[nodiscard]] Token const& token() const;

    Document const* document_;
    std::uint32_t index_;
};

struct Value::Entry {
    std::string_view key;
    Value value;
};

/// A decoded text, which must outlive it.
class Document {
public:
    /// invalid_input, with the place and the reason, for anything that is not bencoding.
    [[nodiscard]] static Result<Document> parse(std::string_view text);

    [[nodiscard]] Value root() const { return Value{*this, 0}; }

private:
    friend class Value;
    std::string_view text_;
    std::vector<Token> tokens_;
};

[[nodiscard]] std::string encode(std::int64_t number);
[[nodiscard]] std::string encode(std::string_view text);
/// Of values that are encoded already.
[[nodiscard]] std::string encode_list(std::vector<std::string> const& values);

/// Keys in order, as BEP 3 demands; the values are encoded already.
using RawDict = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] std::string encode_dict(RawDict const& dict);

} // namespace shoal::bencode
