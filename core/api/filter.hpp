#pragma once

#include "core/api/filter_field.hpp"

namespace shoal::api {

/// Which torrents a user wants to see, as typed after `shoal list` and in the screen's filter line:
/// "state=seeding & seeds<2 & size>1G".
///
/// A condition is FIELD OPERATOR VALUE or a word. Operators: = != < <= > >= and, for texts, ~
/// (contains) and !~. Conditions are joined by & and |, of which & binds tighter, negated by ! and
/// grouped by parentheses. Values with spaces or operators in them stand in quotes, " or '.
/// A bare word is a state ("seeding"), a yes-or-no field ("private"), else a part of the name; in
/// quotes it is always a part of the name. Letters' case never counts (ASCII).
/// Sizes and rates take units as everywhere; `done` is in percent, with or without %; `eta`, and
/// `added` and `completed`, which are ages, are durations ("added<7d"). What is not known yet, such
/// as the eta of what stands still, is neither equal, less nor greater.
/// Nothing but spaces matches everything.
class Filter {
public:
    /// The error's `where` is the column, from 1, in bytes.
    [[nodiscard]] static Result<Filter> parse(std::string_view text);

    /// `now` serves ages only.
    [[nodiscard]] bool matches(TorrentView const& torrent,
                               WallTime now = std::chrono::system_clock::now()) const {
        return test_(torrent, now);
    }

private:
    explicit Filter(FilterTest test) : test_(std::move(test)) {}

    FilterTest test_;
};

} // namespace shoal::api
