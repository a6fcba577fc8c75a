#include "core/metainfo/bencode.hpp"

#include "core/base/check.hpp"
#include "tests/fuzz/target.hpp"

namespace {

using shoal::bencode::Value;

/// What `value` says, encoded again in the order it was written.
std::string encode_again(Value value) {
    using namespace shoal;
    if (auto const number = value.integer())
        return bencode::encode(*number);
    if (auto const text = value.string())
        return bencode::encode(*text);
    std::string out = value.is_list() ? "l" : "d";
    for (auto const& item : value.items())
        out += encode_again(item);
    for (auto const& [key, inner] : value.entries()) {
        auto const found = value.find(key);
        SHOAL_CHECK(found && found->raw() == inner.raw());
        out += bencode::encode(key) + encode_again(inner);
    }
    return out += 'e';
}

} // namespace

// Strict reading leaves one way to write a document, so an accepted one comes back byte for byte.
void shoal::fuzz::one_input(std::string_view bytes) {
    auto const document = bencode::Document::parse(bytes);
    if (!document) {
        SHOAL_CHECK(document.error().code == Errc::invalid_input);
        return;
    }
    auto const root = document->root();
    SHOAL_CHECK(encode_again(root) == root.raw());
    SHOAL_CHECK(bytes.substr(root.raw().size()).find_first_not_of("\r\n") ==
                std::string_view::npos);
}
