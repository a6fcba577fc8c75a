#include "core/lab/lab_plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace shoal;
using api::LabGroup;
using api::LabLeave;
using api::LabRole;

namespace {

constexpr std::int64_t mib = 1 << 20;

api::LabSpec with(std::vector<LabGroup> groups) {
    return {.size = 64 * mib, .groups = std::move(groups)};
}

api::LabSpec churn() {
    return with({{.role = LabRole::seed},
                 {.role = LabRole::liar, .count = 2, .bad_share = 0.1},
                 {.role = LabRole::leech,
                  .count = 40,
                  .arrive_at = 10,
                  .arrive_within = 20,
                  .leave = {LabLeave::Kind::after_session, 30, true}}});
}

double bound(std::vector<LabGroup> groups) {
    auto const spec = with(std::move(groups));
    REQUIRE(lab::check_spec(spec));
    return lab::bound_seconds(lab::plan(spec), spec.size);
}

} // namespace

TEST_CASE("lab plan: the same seed gives the same scenario, another seed another") {
    auto spec = churn();
    auto const first = lab::plan(spec);
    CHECK(first == lab::plan(spec));
    spec.seed = 2;
    auto const other = lab::plan(spec);
    CHECK(first[1].bad_blocks != other[1].bad_blocks);
    CHECK(first[3].arrives != other[3].arrives);
    CHECK(first[3].leave.value != other[3].leave.value);
}

TEST_CASE("lab plan: the seed counts in full, its upper half too") {
    auto spec = churn();
    spec.seed = std::uint64_t{1} << 40;
    auto const high = lab::plan(spec);
    spec.seed = std::uint64_t{1} << 41;
    CHECK(high != lab::plan(spec));
}

TEST_CASE("lab plan: a draw is the same on every machine") {
    auto const members = lab::plan(churn());
    CHECK(members[3].arrives == doctest::Approx(17.4429).epsilon(1e-5));
    CHECK(members[3].leave.value == doctest::Approx(51.284).epsilon(1e-5));
}

TEST_CASE("lab plan: a member's draw does not depend on those after it") {
    auto spec = churn();
    auto const many = lab::plan(spec);
    spec.groups[2].count = 3;
    auto const few = lab::plan(spec);
    for (std::size_t i = 0; i < few.size(); ++i)
        CHECK(few[i] == many[i]);
}

TEST_CASE("lab plan: seeds come first, and names count within a role") {
    auto const members = lab::plan(with({{.role = LabRole::leech, .count = 2},
                                         {.role = LabRole::seed},
                                         {.role = LabRole::free_rider},
                                         {.role = LabRole::leech}}));
    std::vector<std::string> names;
    for (auto const& member : members)
        names.push_back(member.name);
    CHECK(names ==
          std::vector<std::string>{"seed-1", "leech-1", "leech-2", "free-rider-1", "leech-3"});
}

TEST_CASE("lab plan: arrivals lie within their window, and fill it") {
    double first = 1e9;
    double last = 0;
    for (auto const& member : lab::plan(churn())) {
        if (member.role != LabRole::leech)
            continue;
        first = std::min(first, member.arrives);
        last = std::max(last, member.arrives);
    }
    CHECK(first >= 10);
    CHECK(first < 13);
    CHECK(last > 27);
    CHECK(last < 30);
}

TEST_CASE("lab plan: session lengths are drawn around their mean, fixed ones are not drawn") {
    auto const members = lab::plan(churn());
    double sum = 0;
    for (auto const& member : members)
        if (member.role == LabRole::leech) {
            CHECK(!member.leave.exponential);
            sum += member.leave.value;
        }
    CHECK(sum / 40 == doctest::Approx(30).epsilon(0.4));
    auto const fixed = lab::plan(
        with({{.role = LabRole::seed}, {.leave = {LabLeave::Kind::after_session, 30, false}}}));
    CHECK(fixed[1].leave.value == 30);
}

TEST_CASE("lab plan: a liar spoils its share of the blocks, at least one") {
    auto spec = churn();
    auto const blocks = lab::plan(spec)[1].bad_blocks;
    CHECK(blocks.size() == 410); // of 4096
    CHECK(std::ranges::is_sorted(blocks));
    CHECK(std::ranges::adjacent_find(blocks) == blocks.end());
    CHECK(blocks.back() < 4096);
    spec.size = 1;
    CHECK(lab::plan(spec)[1].bad_blocks == std::vector<std::int64_t>{0});
}

TEST_CASE("lab plan: a free rider has no upload slots") {
    auto const members = lab::plan(with({{.role = LabRole::seed}, {.role = LabRole::free_rider}}));
    CHECK(!members[0].upload_slots);
    CHECK(members[1].upload_slots == 0);
}

TEST_CASE("lab plan: what cannot be run is refused") {
    CHECK(lab::check_spec(churn()));
    CHECK(!lab::check_spec(with({})));
    CHECK(!lab::check_spec(with({{.role = LabRole::seed}})));
    CHECK(!lab::check_spec(with({{.role = LabRole::leech}})));
    CHECK(!lab::check_spec(with({{.role = LabRole::seed}, {.count = 100}})));
    CHECK(!lab::check_spec(
        with({{.role = LabRole::seed}, {.count = 2'000'000'000}, {.count = 2'000'000'000}})));
    auto empty = churn();
    empty.size = 0;
    CHECK(!lab::check_spec(empty));
    for (LabGroup const& group : std::vector<LabGroup>{
             {.count = 0},
             {.up_limit = -1},
             {.upload_slots = 0},
             {.arrive_within = -1},
             {.leave = {LabLeave::Kind::after_sent, 1}},
             {.role = LabRole::free_rider, .up_limit = 1},
             {.role = LabRole::free_rider, .upload_slots = 8},
             {.bad_share = 0.1},
             {.role = LabRole::liar},
             {.role = LabRole::liar, .bad_share = 1.1},
             {.role = LabRole::seed, .leave = {LabLeave::Kind::after_complete, 1}},
         })
        CHECK(!lab::check_group(group));
}

TEST_CASE("lab bound: equal caps: the seed sends each byte once, all together a copy for each") {
    CHECK(bound({{.role = LabRole::seed, .up_limit = 2 * mib},
                 {.count = 8, .up_limit = 2 * mib}}) == doctest::Approx(32));
    CHECK(bound({{.role = LabRole::seed, .up_limit = 32 * mib},
                 {.count = 8, .up_limit = 4 * mib}}) == doctest::Approx(8));
}

TEST_CASE("lab bound: free riders need a copy and give nothing") {
    CHECK(bound({{.role = LabRole::seed, .up_limit = 8 * mib},
                 {.count = 4, .up_limit = 2 * mib},
                 {.role = LabRole::free_rider, .count = 4}}) == doctest::Approx(32));
}

TEST_CASE("lab bound: a narrow downlink is a bound of its own") {
    CHECK(bound({{.role = LabRole::seed, .up_limit = 64 * mib},
                 {.count = 2, .up_limit = 64 * mib},
                 {.up_limit = 64 * mib, .down_limit = 4 * mib}}) == doctest::Approx(16));
}

TEST_CASE("lab bound: without limits there is none") {
    CHECK(bound({{.role = LabRole::seed}, {.count = 8}}) == 0);
    CHECK(bound({{.role = LabRole::seed, .up_limit = mib}, {.count = 8}}) == doctest::Approx(64));
}

TEST_CASE("lab bound: a liar can send as much as it is allowed to") {
    CHECK(bound({{.role = LabRole::seed, .up_limit = 2 * mib},
                 {.role = LabRole::liar, .up_limit = 2 * mib, .bad_share = 0.5},
                 {.count = 2, .up_limit = 2 * mib}}) == doctest::Approx(16));
}

TEST_CASE("lab bound: who comes late finds the others ready") {
    CHECK(bound({{.role = LabRole::seed, .up_limit = 2 * mib},
                 {.up_limit = 2 * mib},
                 {.up_limit = 2 * mib, .arrive_at = 10}}) == doctest::Approx(22));
    CHECK(bound({{.role = LabRole::seed, .up_limit = 2 * mib},
                 {.up_limit = 2 * mib},
                 {.up_limit = 2 * mib, .arrive_at = 1000}}) == doctest::Approx(64.0 / 6));
}

TEST_CASE("lab bound: who may leave before it is complete needs no copy") {
    CHECK(bound({{.role = LabRole::seed, .up_limit = 16 * mib},
                 {.count = 2},
                 {.count = 20, .leave = {LabLeave::Kind::after_session, 1, false}}}) ==
          doctest::Approx(4));
}
