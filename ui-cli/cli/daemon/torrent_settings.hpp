#pragma once

#include "core/api/command.hpp"
#include "core/api/snapshot.hpp"

namespace shoal::cli {

/// What `shoal set` changes about torrents.
struct TorrentSettings {
    std::optional<std::int64_t> up;
    std::optional<std::int64_t> down;
    std::optional<bool> sequential;
    std::optional<std::string> label;
    std::optional<api::Priority> priority;
    /// Of these, nothing inside means: none from now on.
    std::optional<std::optional<double>> ratio;
    std::optional<std::optional<std::chrono::seconds>> seed_time;
    std::optional<std::optional<std::chrono::seconds>> idle;
    std::optional<std::optional<int>> seeds;

    std::vector<std::string> trackers; ///< to add, as `web_seeds`
    std::vector<std::string> web_seeds;

    /// Anything but more sources.
    [[nodiscard]] bool has_change() const;

    [[nodiscard]] bool has_sources() const { return !trackers.empty() || !web_seeds.empty(); }

    /// For one torrent: what it is not told stays as it is.
    [[nodiscard]] api::Change change(api::TorrentView const& torrent) const;
};

/// Whether a word is KEY=VALUE with a key of ours; anything else names torrents.
[[nodiscard]] bool is_setting(std::string const& word);
/// invalid_input for a word that is meant as a setting, KEY=VALUE, and whose key neither settings
/// nor filters have: it lists those of settings.
[[nodiscard]] Result<void> check_id(std::string const& word);

/// The error's `where` is the key. Pure.
[[nodiscard]] Result<TorrentSettings> read_settings(std::vector<std::string> const& words);

} // namespace shoal::cli
