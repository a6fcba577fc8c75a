#include "core/api/filter.hpp"

#include "core/base/check.hpp"
#include "tests/fuzz/target.hpp"

#include <charconv>

namespace {

using namespace shoal;
using api::Filter;
using api::TorrentState;
using api::TorrentView;

WallTime const now{std::chrono::hours{500'000}};

TorrentView torrent(int i) {
    TorrentView view;
    view.id = static_cast<api::TorrentId>(i);
    view.name = i % 2 == 0 ? "a" : "Debian 12.iso";
    view.state = static_cast<TorrentState>(i % 9);
    view.wanted = view.size = i % 3 == 0 ? 0 : std::int64_t{1} << (4 * i);
    view.done = view.wanted / 2;
    view.down_rate = i % 4;
    view.added = now - std::chrono::hours{i};
    return view;
}

void check_column(std::string const& where, std::string_view text) {
    auto const digits = std::string_view{where}.substr(where.rfind(' ') + 1);
    std::size_t column = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), column);
    SHOAL_CHECK(column >= 1 && column <= text.size() + 1, "{}", where);
}

} // namespace

// A refusal points into the text; what is accepted obeys the laws of logic.
void shoal::fuzz::one_input(std::string_view text) {
    auto const filter = Filter::parse(text);
    if (!filter)
        return check_column(filter.error().where, text);
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return;
    auto const whole = "(" + std::string{text} + ")";
    auto const negation = Filter::parse("!" + whole);
    auto const never = Filter::parse(whole + "&!" + whole);
    if (!negation || !never) // one level more may be one too many
        return;
    for (int i = 0; i < 12; ++i) {
        auto const view = torrent(i);
        SHOAL_CHECK(negation->matches(view, now) != filter->matches(view, now));
        SHOAL_CHECK(!never->matches(view, now));
    }
}
