#pragma once

#include "ui-cli/term/style.hpp"
#include "ui-cli/tui/keys/keymap.hpp"
#include "ui-cli/tui/model/model.hpp"

#include <string>
#include <vector>

namespace shoal::tui {

// The Net screen is rows of text that scroll; each part of it is written by a function of its own.
// What no part of the engine has measured says so: nothing here is guessed.

struct Span {
    std::string text; ///< untrusted
    term::Role role = term::Role::text;
};

using NetRow = std::vector<Span>;
using NetRows = std::vector<NetRow>;

/// What the parts are written from.
struct NetSight {
    Model const& model;
    Keymap const& keymap;
    term::Charset charset;
    int width; ///< columns that there are
};

/// Too narrow for what is good to know but not needed.
[[nodiscard]] inline bool is_tight(NetSight const& sight) {
    return sight.width < 50;
}

[[nodiscard]] NetRows reach_rows(NetSight const& sight);
[[nodiscard]] NetRows partition_rows(NetSight const& sight);
[[nodiscard]] NetRows source_rows(NetSight const& sight);
[[nodiscard]] NetRows ban_rows(NetSight const& sight);
[[nodiscard]] NetRows dht_rows(NetSight const& sight);
[[nodiscard]] NetRows latency_rows(NetSight const& sight);
[[nodiscard]] NetRows traffic_rows(NetSight const& sight);
[[nodiscard]] NetRows lookup_rows(NetSight const& sight);

/// Rows of "name  value": the value goes on below itself.
void add_fact(NetRows& rows, NetSight const& sight, std::string_view name, std::string_view value,
              term::Role role = term::Role::text);

/// "not measured yet", for what the engine does not tell.
inline constexpr std::string_view not_measured = "not measured yet";

} // namespace shoal::tui
