#pragma once

#include "core/api/snapshot.hpp"

#include <functional>

namespace shoal::api {

/// One condition on a torrent; ages are counted from `now`.
using FilterTest = std::function<bool(TorrentView const& torrent, WallTime now)>;

enum class Comparison { equal, unequal, less, at_most, greater, at_least, contains, lacks };

/// invalid_input if there is no such field: it lists those there are.
[[nodiscard]] Result<void> check_field(std::string_view field);

/// The condition "field comparison value". The error says what the field takes.
[[nodiscard]] Result<FilterTest> compare_field(std::string_view field, Comparison comparison,
                                               std::string_view value);

/// The condition that a word without comparison is: a state, a yes-or-no field, else part of the
/// name.
[[nodiscard]] FilterTest bare_word(std::string_view word);

/// The name contains the text.
[[nodiscard]] FilterTest name_contains(std::string_view text);

} // namespace shoal::api
