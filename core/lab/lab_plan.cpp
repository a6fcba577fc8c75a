#include "core/lab/lab_plan.hpp"

#include "core/api/torrents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

namespace shoal::lab {
namespace {

using api::LabLeave;
using api::LabRole;

/// What one member draws. The distributions are our own: those of the standard library may differ
/// from one to the next, while its generator may not.
class Dice {
public:
    Dice(std::uint64_t seed, std::size_t member) {
        std::seed_seq mixed{seed & 0xffff'ffff, seed >> 32, std::uint64_t{member}};
        random_.seed(mixed);
    }

    /// In [0, 1).
    double uniform() { return static_cast<double>(random_() >> 11) * 0x1p-53; }

    double exponential(double mean) { return -mean * std::log1p(-uniform()); }

    /// `count` of the numbers from 0 to `size` - 1, ascending, each set of them as likely.
    std::vector<std::int64_t> choose(std::int64_t count, std::int64_t size) {
        std::vector<std::int64_t> chosen;
        for (std::int64_t i = 0; i < size; ++i) {
            auto const missing = count - static_cast<std::int64_t>(chosen.size());
            if (uniform() * static_cast<double>(size - i) < static_cast<double>(missing))
                chosen.push_back(i);
        }
        return chosen;
    }

private:
    std::mt19937_64 random_;
};

std::vector<std::int64_t> bad_blocks(double share, std::int64_t size, Dice& dice) {
    auto const blocks = (size + api::block_size - 1) / api::block_size;
    auto const bad = std::llround(share * static_cast<double>(blocks));
    return dice.choose(std::max<std::int64_t>(1, bad), blocks);
}

MemberPlan draw(api::LabGroup const& group, std::int64_t size, Dice dice) {
    MemberPlan member{
        .role = group.role,
        .up_limit = group.up_limit,
        .down_limit = group.down_limit,
        .upload_slots = group.upload_slots,
        .arrives = group.arrive_at + group.arrive_within * dice.uniform(),
        .leave = group.leave,
    };
    if (group.role == LabRole::free_rider)
        member.upload_slots = 0;
    if (std::exchange(member.leave.exponential, false))
        member.leave.value = dice.exponential(group.leave.value);
    if (group.role == LabRole::liar)
        member.bad_blocks = bad_blocks(group.bad_share, size, dice);
    return member;
}

/// Bytes/s that a member can send.
double sends(MemberPlan const& member) {
    if (member.role == LabRole::free_rider)
        return 0;
    return member.up_limit > 0 ? static_cast<double>(member.up_limit)
                               : std::numeric_limits<double>::infinity();
}

} // namespace

Result<void> check_group(api::LabGroup const& group) {
    auto const bad = [&](std::string_view why) {
        return fail(Errc::invalid_input,
                    fmt::format("a group of role {}: {}", to_string(group.role), why));
    };
    if (group.count < 1)
        return bad("it needs at least one member");
    if (group.up_limit < 0 || group.down_limit < 0 || group.upload_slots.value_or(1) < 1)
        return bad("limits are not negative, and there is at least one upload slot");
    if (group.arrive_at < 0 || group.arrive_within < 0 || group.leave.value < 0)
        return bad("times are not negative");
    if (group.role == LabRole::free_rider && (group.up_limit > 0 || group.upload_slots))
        return bad("it never uploads, and has neither a limit nor slots for that");
    bool const is_liar = group.role == LabRole::liar;
    if (is_liar != (group.bad_share > 0) || group.bad_share > 1)
        return bad("liars, and only they, have a share of bad blocks, above 0 and up to 1");
    if (group.leave.kind == LabLeave::Kind::after_sent && group.role != LabRole::seed)
        return bad("only seeds leave after so many copies sent");
    if (group.leave.kind == LabLeave::Kind::after_complete && !downloads(group.role))
        return bad("only downloaders leave after they completed");
    return {};
}

Result<void> check_spec(api::LabSpec const& spec) {
    int seeds = 0;
    int downloaders = 0;
    int members = 0;
    for (api::LabGroup const& group : spec.groups) {
        SHOAL_TRY_VOID(check_group(group));
        seeds += group.role == LabRole::seed ? group.count : 0;
        downloaders += downloads(group.role) ? group.count : 0;
        members += std::min(group.count, api::most_lab_engines + 1);
    }
    if (seeds < 1 || downloaders < 1 || members > api::most_lab_engines)
        return fail(Errc::invalid_input,
                    fmt::format("a lab has at least one seed and one downloader, and at most {} "
                                "engines",
                                api::most_lab_engines));
    if (spec.size < 1 || spec.size > api::largest_lab_content)
        return fail(Errc::invalid_input, "the size must lie between 1 byte and 1 TiB");
    return {};
}

std::vector<MemberPlan> plan(api::LabSpec const& spec) {
    auto groups = spec.groups;
    std::ranges::stable_partition(groups, [](auto const& g) { return g.role == LabRole::seed; });
    std::vector<MemberPlan> members;
    std::array<int, 4> numbers{};
    for (api::LabGroup const& group : groups)
        for (int i = 0; i < group.count; ++i) {
            members.push_back(draw(group, spec.size, Dice{spec.seed, members.size()}));
            members.back().name = fmt::format("{}-{}", to_string(group.role),
                                              ++numbers.at(static_cast<std::size_t>(group.role)));
        }
    return members;
}

double bound_seconds(std::vector<MemberPlan> const& members, std::int64_t size) {
    auto const file = static_cast<double>(size);
    double from_start = 0; // bytes/s of those who have everything
    double from_all = 0;
    for (MemberPlan const& member : members) {
        from_start += downloads(member.role) ? 0 : sends(member);
        from_all += sends(member);
    }
    double copies = 0;
    double first = std::numeric_limits<double>::infinity();
    double last = 0;
    double alone = file / from_all;
    for (MemberPlan const& member : members) {
        if (!downloads(member.role))
            continue;
        first = std::min(first, member.arrives);
        if (member.leave.kind == LabLeave::Kind::after_session)
            continue;
        last = std::max(last, member.arrives);
        copies += 1;
        if (member.down_limit > 0)
            alone = std::max(alone, file / static_cast<double>(member.down_limit));
    }
    if (copies == 0)
        return 0;
    auto const together = std::max(file / from_start, copies * file / from_all);
    return std::max(together - (last - first), alone);
}

} // namespace shoal::lab
