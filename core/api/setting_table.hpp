#pragma once

#include "core/api/settings.hpp"

#include <span>

namespace shoal::api {

using Texts = std::vector<std::string>;

/// How a value is written: `toggle` and `number` without quotes where TOML allows, lists in
/// brackets. A `secret` is shown only in part. Phrases may hold commas.
enum class SettingKind { toggle, number, text, path, secret, list, path_list, phrase_list };

[[nodiscard]] constexpr bool is_list(SettingKind kind) {
    return kind == SettingKind::list || kind == SettingKind::path_list ||
           kind == SettingKind::phrase_list;
}

/// Whether these part the values in a flag or variable.
[[nodiscard]] constexpr bool commas_part(SettingKind kind) {
    return is_list(kind) && kind != SettingKind::phrase_list;
}

/// When a new value takes effect in a daemon that runs.
enum class Takes { at_once, restart };

/// One key of a table that fills a Target. Values are texts, whatever source they come from.
template <class Target>
struct SettingKey {
    std::string_view section; ///< in the file; empty: at its top
    std::string_view name;    ///< in the file
    std::string_view flag;    ///< if it is not the name with dashes; see flag_name
    std::string_view type;    ///< as help names the value; a choice as "a|b"
    std::string_view help;    ///< with the range, where there is one
    Takes takes = Takes::restart;
    SettingKind kind = SettingKind::text;
    /// Takes the value over, or says what to write instead. A key with one value takes one text.
    Result<void> (*put)(Texts const& texts, Target& target) = nullptr;
    /// What `put` would take to give this value.
    Texts (*show)(Target const& target) = nullptr;
};

using Setting = SettingKey<Settings>;

/// The one table of all that can be configured, section by section: for flags, environment, file,
/// help and checks.
[[nodiscard]] std::span<Setting const> settings();
/// Keys below [labels.NAME]; sections here are tables in that.
[[nodiscard]] std::span<SettingKey<LabelRules> const> label_settings();
/// Keys of each [[daemon.watch]].
[[nodiscard]] std::span<SettingKey<WatchFolder> const> watch_settings();

/// "queue.downloads"; without section the name alone.
template <class Target>
[[nodiscard]] std::string full_name(SettingKey<Target> const& key) {
    auto const* const dot = key.section.empty() ? "" : ".";
    return std::string{key.section} + dot + std::string{key.name};
}

/// "upload-slots".
[[nodiscard]] std::string flag_name(Setting const& setting);
/// "SHOAL_UPLOAD_SLOTS".
[[nodiscard]] std::string environment_name(Setting const& setting);

} // namespace shoal::api
