#include "core/base/text.hpp"
#include "core/control/base64.hpp"
#include "core/control/json_answer.hpp"
#include "core/control/json_command.hpp"
#include "core/control/json_event.hpp"
#include "core/control/json_in.hpp"
#include "core/control/json_out.hpp"
#include "core/control/json_snapshot.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace shoal;
using namespace shoal::control;

namespace {

Error refusal(std::string_view text) {
    auto const command = command_from_json(text);
    REQUIRE_MESSAGE(!command, text.substr(0, 100));
    CHECK(command.error().code == Errc::invalid_input);
    CHECK_FALSE(command.error().what.empty());
    return command.error();
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        out += text;
    return out;
}

} // namespace

TEST_CASE("hostile json: what is no command is refused") {
    for (std::string_view const text :
         {"", "null", "[]", "7", "\"add\"", "{}", "{", "{\"command\":1}", "\xff\xfe",
          "{\"a\":\"\xff\"}", "{\"command\":\"pause\"} x", "{\"command\":\"pause\",}",
          "{\"command\":\"PAUSE\"}", R"({"command":"pause","ids":[1]]})",
          R"({"command":"pause","ids":[1e999]})", R"({"command":"pause","ids":[NaN]})"})
        refusal(text);
}

TEST_CASE("hostile json: the field at fault is named") {
    CHECK(refusal("{}").where == "command");
    CHECK(refusal(R"({"command":"destroy"})").where == "command");
    CHECK(refusal(R"({"command":"pause","ids":7})").where == "ids");
    CHECK(refusal(R"({"command":"pause","ids":[1,-1]})").where == "ids[1]");
    CHECK(refusal(R"({"command":"pause","ids":[4294967296]})").where == "ids[0]");
    CHECK(refusal(R"({"command":"pause","ids":[1.5]})").where == "ids[0]");
    CHECK(refusal(R"({"command":"pause","id":[1]})").where == "id");
    CHECK(refusal(R"({"command":"add","torrent":"not base64!"})").where == "torrent");
    CHECK(refusal(R"({"command":"add","peers":["nowhere"]})").where == "peers[0]");
    CHECK(refusal(R"({"command":"add","goal":{"ratio":-1}})").where == "goal.ratio");
    CHECK(refusal(R"({"command":"add","goal":{"time":1e30}})").where == "goal.time");
    CHECK(refusal(R"({"command":"change","up_limit":-5})").where == "up_limit");
    CHECK(refusal(R"({"command":"set_files","priority":"urgent"})").where == "priority");
    CHECK(refusal(R"({"command":"configure","rules":{"queue":{"downloads":2147483648}}})").where ==
          "rules.queue.downloads");
    CHECK(refusal(R"({"command":"configure","rules":{"schedule":{"days":[0,7]}}})").where ==
          "rules.schedule.days[1]");
    CHECK(refusal(R"({"command":"configure","rules":{"schedule":{"from":1441}}})").where ==
          "rules.schedule.from");
}

TEST_CASE("hostile json: a field of any wrong type is refused, and named") {
    for (std::string_view const field : {"source", "torrent", "dir", "select", "peers",
                                         "sequential", "goal", "paused", "label", "limits"})
        for (std::string_view const value : {"17", "null", "[[]]", "{\"x\":1}", "[{}]", "-0.5"})
            CHECK(refusal(fmt::format(R"({{"command":"add","{}":{}}})", field, value))
                      .where.starts_with(field));
}

TEST_CASE("hostile json: depth and number of values are bounded") {
    refusal(repeated("[", 5'000'000));
    refusal(R"({"command":)" + repeated("{\"a\":", 1'000'000));
    refusal(R"({"command":"pause","ids":[)" + repeated("[],", 2'000'000) + "[]]}");
}

TEST_CASE("hostile json: bytes that are not UTF-8 survive") {
    api::Move const move{.ids = {1}, .dir = "/srv/caf\xe9\n"};
    auto const text = to_json(api::Command{move});
    CHECK(is_utf8(text));
    auto const back = command_from_json(text);
    REQUIRE(back);
    CHECK(std::get<api::Move>(*back).dir == move.dir);
}

TEST_CASE("hostile json: readers of answers survive noise and news") {
    for (std::string_view const text :
         {"", "[]", "{}", "{\"files\":{}}", "{\"torrents\":[7]}", "x"}) {
        CHECK_FALSE(answer_from_json(text));
        CHECK_FALSE(event_from_json(text));
    }
    CHECK_FALSE(delta_from_json("[]"));
    CHECK_FALSE(delta_from_json(R"({"torrents":[7]})"));
    CHECK(reply_from_json(R"({"id":1,"of_a_later_version":[1,2]})"));
}

TEST_CASE("json in: a list's items go by one by one; what is called alike within them stays") {
    std::vector<std::size_t> sizes;
    auto const document = JsonDocument::parse_trusted(
        R"({"a":[1],"list":[{"list":[7,8],"b":1},{},{"c":{"list":[9]}}],"d":{"list":[3,4]}})",
        "list", [&](JsonIn item) -> Result<void> {
            sizes.push_back(item.object_size().value());
            return {};
        });
    REQUIRE(document);
    CHECK(sizes == std::vector<std::size_t>{2, 0, 1});
    CHECK(document->root().find("list")->array_size().value() == 0);
    CHECK(document->root().find("a")->array_size().value() == 1);
    CHECK(document->root().find("d")->find("list")->array_size().value() == 2);
}

TEST_CASE("json in: a torrent that cannot be read is named, and is the end of it") {
    auto const delta = delta_from_json(R"({"torrents":[{"id":1},{"id":"x"},{"id":3}]})");
    REQUIRE_FALSE(delta);
    CHECK(delta.error().where == "torrents[1].id");
    CHECK_FALSE(delta_from_json(R"({"torrents":[{"id":1},)"));
}

TEST_CASE("json out: what is not UTF-8 in a message is replaced byte by byte") {
    auto const message = [](std::string_view text) {
        JsonOut out;
        out.message(text);
        return out.take();
    };
    CHECK(message("a\xff\xc3") == "\"a\xef\xbf\xbd\xef\xbf\xbd\"");
    CHECK(message("\xe2\x82\xac\xe2\x82") == "\"\xe2\x82\xac\xef\xbf\xbd\xef\xbf\xbd\"");
    CHECK(message("q\"\\\x01\x7f") == R"("q\"\\\u0001\u007f")");
}

TEST_CASE("base64: as in RFC 4648, and nothing else") {
    for (auto const& [plain, text] : {std::pair<std::string_view, std::string_view>{"", ""},
                                      {"f", "Zg=="},
                                      {"fo", "Zm8="},
                                      {"foo", "Zm9v"},
                                      {"foob", "Zm9vYg=="},
                                      {"fooba", "Zm9vYmE="},
                                      {"foobar", "Zm9vYmFy"}}) {
        CHECK(to_base64(plain) == text);
        CHECK(from_base64(text) == std::string{plain});
    }
    for (std::string_view const bad :
         {"Z", "Zg", "Zg=", "Zh==", "Z===", "====", "Zg==Zg==", "Zm9\n", "Zm-_", "=Zm9"})
        CHECK_FALSE(from_base64(bad));
}
