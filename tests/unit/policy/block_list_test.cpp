#include "core/policy/block_list.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

using namespace shoal::policy;

namespace {

AddressRange range(char const* text) {
    auto const parsed = parse_range(text);
    REQUIRE_MESSAGE(parsed, text);
    return *parsed;
}

std::vector<AddressRange> one(char const* text) {
    return {range(text)};
}

std::vector<AddressRange> any_ranges(std::mt19937& random) {
    std::vector<AddressRange> ranges;
    for (auto count = random() % 12; count > 0; --count) {
        auto const is_v6 = random() % 2 == 0;
        std::uint64_t const first = random() % 60;
        ranges.push_back({{is_v6, 0, first}, {is_v6, 0, first + random() % 6}});
    }
    return ranges;
}

} // namespace

TEST_CASE("address range: addresses, spans and networks") {
    CHECK(range("1.2.3.4") == range("1.2.3.4-1.2.3.4"));
    CHECK(range("001.002.003.010 - 1.2.3.11") == range("1.2.3.10-1.2.3.11"));
    CHECK(range("10.1.2.3/8") == range("10.0.0.0-10.255.255.255"));
    CHECK(range("0.0.0.0/0") == range("0.0.0.0-255.255.255.255"));
    CHECK(range("1.2.3.4/32") == range("1.2.3.4"));
    CHECK(range("2001:db8::/32") == range("2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"));
    CHECK(range("2001:db8::1/65") == range("2001:db8:0:0::-2001:db8:0:0:7fff:ffff:ffff:ffff"));
    CHECK(range("::/0") == range("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
}

TEST_CASE("address range: anything else is none") {
    for (char const* text :
         {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.0004", "1.2.3.-4", "1.2.3.4/33", "1.2.3.4/",
          "1.2.3.4-", "-1.2.3.4", "1.2.3.5-1.2.3.4", "1.2.3.4-::1", "::1/129", "1.2.3.4 5",
          "host.example", "1.2.3.4/8/8", ":::", "1..2.3"})
        CHECK_MESSAGE(!parse_range(text), text);
}

TEST_CASE("address range: those that overlap or touch become one") {
    CHECK(merged({range("1.0.0.5-1.0.0.9"), range("1.0.0.0-1.0.0.4"), range("1.0.0.7-1.0.0.8")}) ==
          one("1.0.0.0-1.0.0.9"));
    CHECK(merged({range("1.0.0.1"), range("1.0.0.3")}).size() == 2);
    CHECK(merged({range("::ffff:ffff:ffff:ffff"), range("0:0:0:1::")}).size() == 1);
    CHECK(merged({range("255.255.255.255"), range("::1:0:0")}).size() == 2);
    CHECK(merged({range("::/0"), range("ffff::/16")}) == one("::/0"));
}

TEST_CASE("address range: merged ranges hold the same addresses, apart from each other") {
    std::mt19937 random{5}; // NOLINT(cert-msc51-cpp): the same every time
    for (int round = 0; round < 2000; ++round) {
        auto const ranges = any_ranges(random);
        auto const result = merged(ranges);
        for (auto const is_v6 : {false, true}) {
            for (std::uint64_t low = 0; low < 70; ++low) {
                Address const address{is_v6, 0, low};
                bool const expected = std::ranges::any_of(ranges, [&](auto const& each) {
                    return each.first <= address && address <= each.last;
                });
                REQUIRE(contains(result, address) == expected);
            }
        }
    }
}

TEST_CASE("block list: P2P lines, whatever their name holds") {
    CHECK(parse_block_list("Some company:1.2.3.4-5.6.7.8\n").ranges == one("1.2.3.4-5.6.7.8"));
    CHECK(parse_block_list("A-B: c, Inc. (x:y):1.2.3.4-5.6.7.8").ranges == one("1.2.3.4-5.6.7.8"));
    CHECK(parse_block_list("six:2001:db8::1-2001:db8::ff").ranges ==
          one("2001:db8::1-2001:db8::ff"));
    CHECK(parse_block_list("mapped:::1-::ffff:1.2.3.4").ranges == one("::1-::ffff:1.2.3.4"));
}

TEST_CASE("block list: eMule lines block up to level 127") {
    CHECK(parse_block_list("001.002.003.000 - 001.002.003.255 , 000 , Name: a-b, c\r\n"
                           "009.000.000.000 - 009.255.255.255 , 128 , trusted\r\n"
                           "8.0.0.0 - 8.0.0.1 , 127 , last")
              .ranges == std::vector{range("1.2.3.0/24"), range("8.0.0.0/31")});
}

TEST_CASE("block list: plain addresses and networks, comments and blank lines") {
    auto const list = parse_block_list("# a comment\n\n// another\n; one more\n"
                                       "  1.2.3.4  \r\n10.0.0.0/8\n2001:db8::/32");
    CHECK(list.ranges ==
          std::vector{range("1.2.3.4"), range("10.0.0.0/8"), range("2001:db8::/32")});
    CHECK(list.entries == 3);
    CHECK(list.bad_lines == 0);
}

TEST_CASE("block list: bad lines are counted and the first of them told") {
    std::string text = "1.2.3.4\n";
    for (int i = 0; i < 7; ++i)
        text += "nonsense:1.2.3.4-1.2.3.3\n";
    auto const list = parse_block_list(text + "5.6.7.8");
    CHECK(list.entries == 2);
    CHECK(list.bad_lines == 7);
    CHECK(list.first_bad_lines == std::vector<std::int64_t>{2, 3, 4, 5, 6});
}
