#include "core/lab/lab_scenario.hpp"

#include "core/base/file.hpp"
#include "core/base/units.hpp"
#include "core/lab/lab_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <algorithm>
#include <limits>
#include <toml++/toml.h>

namespace shoal::lab {
namespace {

using api::LabGroup;
using api::LabLeave;
using api::LabRole;
using api::LabSpec;
using Kind = LabLeave::Kind;

/// For `map_error`: the line is all of `where` until parse_scenario puts the file before it.
auto at_line(toml::source_region const& source) {
    return at(std::to_string(source.begin.line));
}

tl::unexpected<Error> wrong(std::string what) {
    return fail(Errc::invalid_input, std::move(what));
}

tl::unexpected<Error> wrong(std::string what, toml::source_region const& source) {
    return fail(Errc::invalid_input, std::move(what), std::to_string(source.begin.line));
}

Result<std::string> text(toml::node const& node) {
    if (auto const value = node.value_exact<std::string>())
        return *value;
    return wrong("this is to be a text in quotes");
}

Result<double> number(toml::node const& node) {
    if (node.is_number())
        return *node.value<double>();
    return wrong("this is to be a number");
}

Result<std::int64_t> whole(toml::node const& node, std::int64_t min, std::int64_t max) {
    auto const value = node.value_exact<std::int64_t>();
    if (value && *value >= min && *value <= max)
        return *value;
    return wrong(fmt::format("this is to be a whole number from {} to {}", min, max));
}

Result<int> count(toml::node const& node) {
    return whole(node, 1, 100'000).map([](std::int64_t value) { return static_cast<int>(value); });
}

Result<std::int64_t> rate(toml::node const& node) {
    return text(node).and_then(parse_rate);
}

Result<double> seconds(toml::node const& node) {
    return text(node).and_then(parse_duration).map([](std::chrono::seconds value) {
        return static_cast<double>(value.count());
    });
}

/// One key of a table: puts its value where it belongs.
template <class Target>
struct Key {
    std::string_view name;
    Result<void> (*read)(toml::node const&, Target&);
};

/// Puts what was read into its place, unless it is wrong.
template <class Value, class Place>
Result<void> put(Result<Value> read, Place& place) {
    if (!read)
        return tl::make_unexpected(read.error());
    place = static_cast<Place>(*std::move(read));
    return {};
}

template <class Choice>
Result<Choice> choose(toml::node const& node,
                      std::initializer_list<std::pair<std::string_view, Choice>> choices) {
    SHOAL_TRY(auto const word, text(node));
    std::vector<std::string_view> names;
    for (auto const& [name, choice] : choices) {
        if (name == word)
            return choice;
        names.push_back(name);
    }
    return wrong(fmt::format("'{}' is none of {}", word, fmt::join(names, ", ")));
}

Result<void> put_leave(Result<double> value, Kind kind, bool exponential, LabGroup& group) {
    if (!value)
        return tl::make_unexpected(value.error());
    if (group.leave.kind != Kind::never)
        return wrong("a group leaves for one reason only");
    group.leave = {kind, *value, exponential};
    return {};
}

using Node = toml::node const&;

constexpr Key<LabSpec> spec_keys[] = {
    {"name",
     [](Node node, LabSpec& spec) {
         return put(text(node), spec.name);
     }},
    {"size",
     [](Node node, LabSpec& spec) {
         return put(text(node).and_then(parse_size), spec.size);
     }},
    {"discovery",
     [](Node node, LabSpec& spec) {
         return put(choose<api::Discovery>(node, {{"tracker", api::Discovery::tracker},
                                                  {"dht", api::Discovery::dht},
                                                  {"pex", api::Discovery::pex}}),
                    spec.discovery);
     }},
    {"seed",
     [](Node node, LabSpec& spec) {
         return put(whole(node, 0, std::numeric_limits<std::int64_t>::max()), spec.seed);
     }},
    {"time_limit",
     [](Node node, LabSpec& spec) {
         return put(text(node).and_then(parse_duration), spec.time_limit);
     }},
};

constexpr Key<LabGroup> group_keys[] = {
    {"role",
     [](Node node, LabGroup& group) {
         return put(choose<LabRole>(node, {{"seed", LabRole::seed},
                                           {"leech", LabRole::leech},
                                           {"free-rider", LabRole::free_rider},
                                           {"liar", LabRole::liar}}),
                    group.role);
     }},
    {"count",
     [](Node node, LabGroup& group) {
         return put(count(node), group.count);
     }},
    {"up",
     [](Node node, LabGroup& group) {
         return put(rate(node), group.up_limit);
     }},
    {"down",
     [](Node node, LabGroup& group) {
         return put(rate(node), group.down_limit);
     }},
    {"slots",
     [](Node node, LabGroup& group) {
         return put(count(node), group.upload_slots);
     }},
    {"arrive",
     [](Node node, LabGroup& group) {
         return put(seconds(node), group.arrive_at);
     }},
    {"arrive_within",
     [](Node node, LabGroup& group) {
         return put(seconds(node), group.arrive_within);
     }},
    {"leave_after_complete",
     [](Node node, LabGroup& group) {
         return put_leave(seconds(node), Kind::after_complete, false, group);
     }},
    {"leave_after_sent",
     [](Node node, LabGroup& group) {
         return put_leave(number(node), Kind::after_sent, false, group);
     }},
    {"session",
     [](Node node, LabGroup& group) {
         return put_leave(seconds(node), Kind::after_session, false, group);
     }},
    {"mean_session",
     [](Node node, LabGroup& group) {
         return put_leave(seconds(node), Kind::after_session, true, group);
     }},
    {"bad_blocks",
     [](Node node, LabGroup& group) {
         return put(number(node), group.bad_share);
     }},
};

/// Every key must be known, but for `other`, which is left alone.
template <class Target, std::size_t n>
Result<void> read_table(toml::table const& table, Key<Target> const (&keys)[n], Target& target,
                        std::string_view other) {
    for (auto const& [name, node] : table) {
        if (name == other)
            continue;
        auto const* const key =
            std::ranges::find(keys, name.str(), [](auto const& known) { return known.name; });
        if (key == std::end(keys))
            return wrong(fmt::format("'{}' is no key here", name.str()), name.source());
        SHOAL_TRY_VOID(key->read(node, target).map_error(at_line(node.source())));
    }
    return {};
}

Result<LabGroup> read_group(toml::table const& table) {
    LabGroup group;
    SHOAL_TRY_VOID(read_table(table, group_keys, group, {}));
    SHOAL_TRY_VOID(check_group(group).map_error(at_line(table.source())));
    return group;
}

Result<std::vector<LabGroup>> read_groups(toml::node const* node) {
    std::vector<LabGroup> groups;
    auto const* const array = node ? node->as_array() : nullptr;
    if (!array || !array->is_homogeneous<toml::table>())
        return wrong("write each group as [[group]] with its keys below");
    for (toml::node const& each : *array) {
        SHOAL_TRY(groups.emplace_back(), read_group(*each.as_table()));
    }
    return groups;
}

Result<LabSpec> read_spec(std::string_view text, std::string const& name) {
    auto const parsed = toml::parse(text);
    if (!parsed)
        return wrong(std::string{parsed.error().description()}, parsed.error().source());
    LabSpec spec{.name = name};
    SHOAL_TRY_VOID(read_table(parsed.table(), spec_keys, spec, "group"));
    SHOAL_TRY(spec.groups, read_groups(parsed.table().get("group")));
    SHOAL_TRY_VOID(check_spec(spec));
    return spec;
}

} // namespace

Result<LabSpec> parse_scenario(std::string_view text, std::string const& name,
                               std::string const& file) {
    return read_spec(text, name).map_error([&](Error error) {
        error.where = error.where.empty() ? file : fmt::format("{}:{}", file, error.where);
        return error;
    });
}

Result<LabSpec> load_scenario(std::string const& scenario) {
    constexpr std::int64_t largest_file = 1 << 20;
    if (fs::path const file{scenario}; file.extension() == ".toml") {
        SHOAL_TRY(auto const text, read_file(file, largest_file));
        return parse_scenario(text, file.stem().string(), scenario);
    }
    std::vector<std::string_view> names;
    for (auto const& built_in : built_in_scenarios()) {
        if (built_in.name == scenario)
            return parse_scenario(built_in.text, scenario, scenario);
        names.push_back(built_in.name);
    }
    return fail(Errc::not_found,
                fmt::format("it is none of {}; a scenario of your own is a file that ends in .toml",
                            fmt::join(names, ", ")),
                scenario);
}

} // namespace shoal::lab
