#include "core/metainfo/bencode.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using bencode::Document;

namespace {

std::string why_not(std::string_view text) {
    auto const document = Document::parse(text);
    return document ? "" : document.error().what;
}

} // namespace

TEST_CASE("bencode: values are found, and their encoding is kept") {
    std::string const text = "d1:ai-7e1:bl1:x0:e1:cd1:ki9223372036854775807eee";
    auto const document = Document::parse(text);
    REQUIRE(document);
    auto const root = document->root();
    CHECK(root.find("a")->integer() == -7);
    CHECK(root.find("b")->items().size() == 2);
    CHECK(root.find("b")->items()[1].string() == "");
    CHECK(root.find("c")->raw() == "d1:ki9223372036854775807ee");
    CHECK(root.find("c")->find("k")->integer() == INT64_MAX);
    CHECK(!root.find("d"));
    CHECK(root.entries().size() == 3);
    CHECK(root.raw() == text);
}

TEST_CASE("bencode: asking for another type gives nothing") {
    auto const document = Document::parse("li1e1:xe");
    REQUIRE(document);
    auto const items = document->root().items();
    CHECK(!items[0].string());
    CHECK(!items[1].integer());
    CHECK(items[0].items().empty());
    CHECK(items[1].entries().empty());
    CHECK(!items[1].find("x"));
}

TEST_CASE("bencode: what is not canonical is refused with its place") {
    CHECK(why_not("i1").find("at byte 1: it ends too early") != std::string::npos);
    CHECK(why_not("i01e").find("leading zero") != std::string::npos);
    CHECK(why_not("i-0e").find("leading zero") != std::string::npos);
    CHECK(why_not("i1.5e").find("a number") != std::string::npos);
    CHECK(why_not("ie").find("a number") != std::string::npos);
    CHECK(why_not("i9223372036854775808e").find("64 bits") != std::string::npos);
    CHECK(why_not("-1:x").find("a value is expected") != std::string::npos);
    CHECK(why_not("d1:ai1e1:ai2ee").find("'a' is there twice") != std::string::npos);
    CHECK(why_not("di1ei2ee").find("a key is expected") != std::string::npos);
    CHECK(why_not("d1:a").find("too early") != std::string::npos);
    CHECK(why_not("d1:ae").find("a value is expected") != std::string::npos);
    CHECK(why_not("i1ei2e").find("after the end") != std::string::npos);
    CHECK(why_not("i1e\n").empty());
}

TEST_CASE("bencode: depth and count of values are bounded") {
    CHECK(why_not(std::string(1'000'000, 'l')).find("too deeply") != std::string::npos);
    std::string many = "l";
    for (std::size_t i = 0; i < bencode::max_tokens; ++i)
        many += "0:";
    CHECK(why_not(many + "e").find("too many values") != std::string::npos);
}

TEST_CASE("bencode: what was encoded is read back, keys in order") {
    using bencode::encode;
    auto const text = bencode::encode_dict(
        {{"z", encode(-5)}, {"a", bencode::encode_list({encode("x:y"), encode("")})}});
    CHECK(text == "d1:al3:x:y0:e1:zi-5ee");
    CHECK(Document::parse(text));
}
