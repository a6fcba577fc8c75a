#include "core/api/filter_field.hpp"

#include "core/base/text.hpp"
#include "core/base/units.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <variant>

namespace shoal::api {
namespace {

using View = TorrentView const&;

/// `value` gives nothing while it is unknown.
struct NumberField {
    Result<double> (*read)(std::string_view text);
    std::optional<double> (*value)(View torrent, WallTime now);
};

struct TextField {
    std::string (*value)(View torrent);
};

struct FlagField {
    bool (*value)(View torrent);
};

struct StateField {};

struct Field {
    std::string_view name;
    std::variant<NumberField, TextField, FlagField, StateField> kind;
};

template <class Whole>
Result<double> as_double(Result<Whole> value) {
    return std::move(value).map([](Whole whole) { return static_cast<double>(whole); });
}

Result<double> read_size(std::string_view text) {
    return as_double(parse_size(text));
}

Result<double> read_rate(std::string_view text) {
    return as_double(parse_rate(text));
}

Result<double> read_seconds(std::string_view text) {
    return parse_duration(text).map(
        [](std::chrono::seconds value) { return static_cast<double>(value.count()); });
}

Result<double> read_number(std::string_view text) {
    double value = 0;
    auto const* const last = text.data() + text.size();
    auto const [end, error] = std::from_chars(text.data(), last, value, std::chars_format::fixed);
    bool const is_number = text.find_first_of("0123456789.") == 0; // not "nan" or "inf"
    if (!is_number || error != std::errc{} || end != last)
        return fail(Errc::invalid_input, fmt::format("'{}' is not a number", text));
    return value;
}

Result<double> read_percent(std::string_view text) {
    if (text.ends_with('%'))
        text.remove_suffix(1);
    return read_number(text);
}

using Number = std::optional<double>;

Number bytes_left(View torrent, WallTime) {
    return static_cast<double>(torrent.wanted - torrent.done);
}

Number percent_done(View torrent, WallTime) {
    if (torrent.wanted <= 0)
        return 0;
    return 100.0 * static_cast<double>(torrent.done) / static_cast<double>(torrent.wanted);
}

Number ever_downloaded(View torrent, WallTime) {
    return static_cast<double>(torrent.downloaded_before + torrent.downloaded);
}

Number ever_uploaded(View torrent, WallTime) {
    return static_cast<double>(torrent.uploaded_before + torrent.uploaded);
}

Number ratio_of(View torrent, WallTime) {
    return ratio(torrent);
}

Number eta(View torrent, WallTime) {
    auto const seconds = eta_seconds(torrent);
    return seconds ? Number{static_cast<double>(*seconds)} : std::nullopt;
}

Number health_of(View torrent, WallTime) {
    return torrent.health ? Number{*torrent.health} : std::nullopt;
}

Number age(WallTime since, WallTime now) {
    return std::chrono::duration<double>(now - since).count();
}

Number since_added(View torrent, WallTime now) {
    return age(torrent.added, now);
}

Number since_completed(View torrent, WallTime now) {
    return torrent.completed ? age(*torrent.completed, now) : std::nullopt;
}

std::string priority_of(View torrent) {
    return std::string{to_string(torrent.priority)};
}

std::string hash(View torrent) {
    return display(torrent.info_hash);
}

bool is_active(View torrent) {
    return torrent.down_rate > 0 || torrent.up_rate > 0;
}

bool is_complete(View torrent) {
    return torrent.wanted > 0 && torrent.done >= torrent.wanted;
}

template <auto member>
Number number(View torrent, WallTime) {
    return static_cast<double>(torrent.*member);
}

template <auto member>
std::string text_of(View torrent) {
    return torrent.*member;
}

template <auto member>
bool flag(View torrent) {
    return torrent.*member;
}

// In the order in which messages list them.
Field const fields[] = {
    {"id", NumberField{read_number, number<&TorrentView::id>}},
    {"hash", TextField{hash}},
    {"name", TextField{text_of<&TorrentView::name>}},
    {"state", StateField{}},
    {"size", NumberField{read_size, number<&TorrentView::size>}},
    {"done", NumberField{read_percent, percent_done}},
    {"left", NumberField{read_size, bytes_left}},
    {"down", NumberField{read_rate, number<&TorrentView::down_rate>}},
    {"up", NumberField{read_rate, number<&TorrentView::up_rate>}},
    {"downloaded", NumberField{read_size, ever_downloaded}},
    {"uploaded", NumberField{read_size, ever_uploaded}},
    {"ratio", NumberField{read_number, ratio_of}},
    {"eta", NumberField{read_seconds, eta}},
    {"peers", NumberField{read_number, number<&TorrentView::peers>}},
    {"seeds", NumberField{read_number, number<&TorrentView::seeds>}},
    {"copies", NumberField{read_number, number<&TorrentView::distributed_copies>}},
    {"health", NumberField{read_number, health_of}},
    {"label", TextField{text_of<&TorrentView::label>}},
    {"priority", TextField{priority_of}},
    {"dir", TextField{text_of<&TorrentView::dir>}},
    {"error", TextField{text_of<&TorrentView::error>}},
    {"added", NumberField{read_seconds, since_added}},
    {"completed", NumberField{read_seconds, since_completed}},
    {"active", FlagField{is_active}},
    {"complete", FlagField{is_complete}},
    {"private", FlagField{flag<&TorrentView::is_private>}},
    {"sequential", FlagField{flag<&TorrentView::sequential>}},
};

constexpr TorrentState states[] = {
    TorrentState::loading,     TorrentState::checking, TorrentState::metadata,
    TorrentState::downloading, TorrentState::complete, TorrentState::paused,
    TorrentState::queued,      TorrentState::moving,   TorrentState::error,
};

bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && starts_with_ignoring_case(a, b);
}

std::optional<TorrentState> state_of(std::string_view word) {
    auto const* const state = std::ranges::find_if(
        states, [&](TorrentState each) { return same(to_string(each), word); });
    return state == std::end(states) ? std::nullopt : std::optional{*state};
}

Field const* find_field(std::string_view name) {
    auto const* const field =
        std::ranges::find_if(fields, [&](Field const& each) { return same(each.name, name); });
    return field == std::end(fields) ? nullptr : field;
}

FilterTest negated(FilterTest test) {
    return [test = std::move(test)](View torrent, WallTime now) {
        return !test(torrent, now);
    };
}

/// `is`, or its negation; nothing for other comparisons.
Result<FilterTest> equality(Comparison comparison, FilterTest is, std::string_view name) {
    if (comparison == Comparison::equal)
        return is;
    if (comparison == Comparison::unequal)
        return negated(std::move(is));
    return fail(Errc::invalid_input, fmt::format("{} takes = and != only", name));
}

bool holds(Comparison comparison, double a, double b) {
    switch (comparison) {
    case Comparison::less:
        return a < b;
    case Comparison::at_most:
        return a <= b;
    case Comparison::greater:
        return a > b;
    case Comparison::at_least:
        return a >= b;
    default:
        return a == b;
    }
}

Result<FilterTest> compare(NumberField field, std::string_view name, Comparison comparison,
                           std::string_view text) {
    if (comparison == Comparison::contains || comparison == Comparison::lacks)
        return fail(Errc::invalid_input,
                    fmt::format("{} is a number: it takes = != < <= > >=", name));
    SHOAL_TRY(double const bound, field.read(text));
    FilterTest test = [=](View torrent, WallTime now) {
        auto const value = field.value(torrent, now);
        return value && holds(comparison, *value, bound);
    };
    return comparison == Comparison::unequal ? negated(std::move(test)) : test;
}

Result<FilterTest> compare(TextField field, std::string_view name, Comparison comparison,
                           std::string_view text) {
    FilterTest const is = [field, wanted = std::string{text}](View torrent, WallTime) {
        return same(field.value(torrent), wanted);
    };
    FilterTest const contains = [field, part = std::string{text}](View torrent, WallTime) {
        return contains_ignoring_case(field.value(torrent), part);
    };
    switch (comparison) {
    case Comparison::equal:
        return is;
    case Comparison::unequal:
        return negated(is);
    case Comparison::contains:
        return contains;
    case Comparison::lacks:
        return negated(contains);
    default:
        return fail(Errc::invalid_input, fmt::format("{} is a text: it takes = != ~ !~", name));
    }
}

Result<FilterTest> compare(FlagField field, std::string_view name, Comparison comparison,
                           std::string_view text) {
    bool const yes = same(text, "yes") || same(text, "true");
    if (!yes && !same(text, "no") && !same(text, "false"))
        return fail(Errc::invalid_input, fmt::format("{} is yes or no, not '{}'", name, text));
    return equality(
        comparison, [=](View torrent, WallTime) { return field.value(torrent) == yes; }, name);
}

Result<FilterTest> compare(StateField, std::string_view name, Comparison comparison,
                           std::string_view text) {
    auto const state = state_of(text);
    if (!state) {
        std::vector<std::string_view> names;
        for (auto const each : states)
            names.push_back(to_string(each));
        return fail(Errc::invalid_input,
                    fmt::format("'{}' is no state; states are {}", text, fmt::join(names, ", ")));
    }
    return equality(
        comparison, [=](View torrent, WallTime) { return torrent.state == *state; }, name);
}

} // namespace

Result<void> check_field(std::string_view field) {
    if (find_field(field))
        return {};
    std::vector<std::string_view> names;
    for (auto const& each : fields)
        names.push_back(each.name);
    return fail(Errc::invalid_input,
                fmt::format("'{}' is no field; fields are {}", field, fmt::join(names, ", ")));
}

Result<FilterTest> compare_field(std::string_view field, Comparison comparison,
                                 std::string_view value) {
    SHOAL_TRY_VOID(check_field(field));
    auto const& known = *find_field(field);
    return std::visit([&](auto kind) { return compare(kind, known.name, comparison, value); },
                      known.kind);
}

FilterTest bare_word(std::string_view word) {
    if (auto const state = state_of(word))
        return [state](View torrent, WallTime) {
            return torrent.state == *state;
        };
    auto const* const field = find_field(word);
    if (auto const* const flag = field ? std::get_if<FlagField>(&field->kind) : nullptr)
        return [value = flag->value](View torrent, WallTime) {
            return value(torrent);
        };
    return name_contains(word);
}

FilterTest name_contains(std::string_view text) {
    return [part = std::string{text}](View torrent, WallTime) {
        return contains_ignoring_case(torrent.name, part);
    };
}

} // namespace shoal::api
