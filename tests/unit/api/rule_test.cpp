#include "core/api/rule.hpp"
#include "core/base/clock.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using api::RuleAct;

namespace {

api::Rule parsed(std::string_view text) {
    auto rule = api::parse_rule(text);
    REQUIRE_MESSAGE(rule, rule.error().what);
    return *std::move(rule);
}

std::string refusal(std::string_view text) {
    auto const rule = api::parse_rule(text);
    REQUIRE_FALSE(rule);
    return rule.error().what;
}

} // namespace

TEST_CASE("rule: says when, for how long, and what to do") {
    auto const rule = parsed("when health < 50 for 10m do boost, exec /bin/page me");
    CHECK(rule.when == "health < 50");
    CHECK(rule.lasting == 600s);
    CHECK(rule.acts == std::vector{RuleAct::boost, RuleAct::exec});
    CHECK(rule.program == std::vector<std::string>{"/bin/page", "me"});
}

TEST_CASE("rule: without 'for' it fires at once") {
    CHECK(parsed("when error do notify").lasting == 0s);
}

TEST_CASE("rule: quotes keep words together, in the filter and for the program") {
    auto const rule = parsed("when label='do it for me'  & seeds<2 for 1h do exec sh -c 'echo  1'");
    CHECK(rule.when == "label='do it for me' & seeds<2");
    CHECK(rule.lasting == 3600s);
    CHECK(rule.program == std::vector<std::string>{"sh", "-c", "echo  1"});
}

TEST_CASE("rule: what is written reads as the same rule") {
    for (auto const* text :
         {"when health<50 for 10m do notify", "when seeds<2&complete do seed, boost",
          "when copies<1.5 for 1d2h do exec sh -c 'a \"b\" c' \"\" d'e", "when paused do notify"}) {
        auto const rule = parsed(text);
        CHECK_MESSAGE(parsed(to_string(rule)) == rule, to_string(rule));
    }
}

TEST_CASE("rule: what is wrong is named") {
    CHECK(refusal("health < 50 do boost").starts_with("it begins with 'when'"));
    CHECK(refusal("when helth < 50 do boost").find("'helth' is no field") != std::string::npos);
    CHECK(refusal("when health < 50 for ever do boost").find("for:") != std::string::npos);
    CHECK(refusal("when health < 50 do dance").find("'dance'") != std::string::npos);
    CHECK(refusal("when health < 50 do exec").starts_with("exec needs a program"));
    CHECK(refusal("when health < 50 do").starts_with("it does nothing"));
    CHECK(refusal("when for 5m do boost").starts_with("it does not say when"));
    CHECK(refusal("when health < 50").starts_with("there is no 'do'"));
}
