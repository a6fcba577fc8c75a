#include "core/api/setting_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace shoal::api {
namespace {

struct Line {
    std::string path;  ///< as in Configuration::from
    std::string name;  ///< as TOML writes it
    std::string value; ///< TOML; empty: there is none
    std::string shown; ///< the same without secrets
    Takes takes = Takes::at_once;
};

std::string in_quotes(std::string_view text) {
    std::string result = "\"";
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result += std::string{'\\', c};
        else if (byte < 0x20 || byte == 0x7f)
            result += fmt::format("\\u{:04X}", byte);
        else
            result += c;
    }
    return result + '"';
}

bool is_number(std::string_view text) {
    constexpr std::string_view digits = "0123456789";
    auto const end = text.find_first_not_of(digits);
    if (end == std::string_view::npos)
        return !text.empty();
    bool const has_fraction = end > 0 && text[end] == '.' && end + 1 < text.size();
    return has_fraction && text.find_first_not_of(digits, end + 1) == std::string_view::npos;
}

std::string list(Texts const& texts) {
    Texts all;
    for (auto const& text : texts)
        all.push_back(in_quotes(text));
    return fmt::format("[{}]", fmt::join(all, ", "));
}

std::string as_toml(SettingKind kind, Texts const& texts) {
    if (is_list(kind))
        return list(texts);
    if (texts.empty())
        return "";
    auto const& text = texts.front();
    bool const is_bare =
        kind == SettingKind::toggle || (kind == SettingKind::number && is_number(text));
    return is_bare ? text : in_quotes(text);
}

/// "socks5://u:p@host:1" without the user.
std::string without_user(std::string const& url) {
    auto const user = url.find("://");
    auto const host = url.rfind('@');
    if (user == std::string::npos || host == std::string::npos)
        return url;
    return url.substr(0, user + 3) + "…" + url.substr(host);
}

template <class Target>
Line line(std::string path, std::string name, SettingKey<Target> const& key, Target const& target) {
    auto texts = key.show(target);
    auto value = as_toml(key.kind, texts);
    if (key.kind == SettingKind::secret)
        texts.front() = without_user(texts.front());
    return {std::move(path), std::move(name), std::move(value), as_toml(key.kind, texts),
            key.takes};
}

/// [{path = "/a", label = "tv"}, {path = "/b"}]
Line watch_line(std::vector<WatchFolder> const& folders) {
    Texts tables;
    for (auto const& folder : folders) {
        Texts pairs;
        for (auto const& key : watch_settings())
            if (auto const texts = key.show(folder); !texts.front().empty())
                pairs.push_back(fmt::format("{} = {}", key.name, as_toml(key.kind, texts)));
        tables.push_back(fmt::format("{{{}}}", fmt::join(pairs, ", ")));
    }
    auto const value = fmt::format("[{}]", fmt::join(tables, ", "));
    return {"daemon.watch", "daemon.watch", value, value};
}

std::string bare_or_quoted(std::string const& name) {
    bool const is_bare = std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '-' || c == '_';
    });
    return is_bare && !name.empty() ? name : in_quotes(name);
}

void add_label(std::string const& label, LabelRules const& rules, std::vector<Line>& lines) {
    for (auto const& key : label_settings()) {
        if (key.show(rules) == key.show({}))
            continue;
        auto const name = full_name(key);
        lines.push_back(line(fmt::format("labels.{}.{}", label, name),
                             fmt::format("labels.{}.{}", bare_or_quoted(label), name), key, rules));
    }
}

std::vector<Line> lines_of(Settings const& settings) {
    std::vector<Line> lines;
    for (auto const& setting : api::settings()) {
        auto const name = full_name(setting);
        lines.push_back(name == "daemon.watch" ? watch_line(settings.daemon.watch)
                                               : line(name, name, setting, settings));
    }
    for (auto const& [label, rules] : settings.housekeeping.labels)
        add_label(label, rules, lines);
    for (auto const& [action, keys, from] : settings.screen.own_keys) {
        auto const value = as_toml(SettingKind::text, {keys});
        lines.push_back({"keys." + action, "keys." + bare_or_quoted(action), value, value});
    }
    return lines;
}

/// Where the value of the key, or of one below it, came from.
std::string origin(Configuration const& configuration, std::string const& name) {
    auto const found = configuration.from.lower_bound(name);
    bool const is_known = found != configuration.from.end() &&
                          (found->first == name || found->first.starts_with(name + "."));
    return is_known ? "from " + found->second : "default";
}

std::string part(std::string_view title, std::vector<SettingChange> const& changes, Takes takes) {
    Texts texts;
    for (auto const& [name, before, after, when] : changes)
        if (when == takes)
            texts.push_back(fmt::format("{} {} → {}", name, before.empty() ? "none" : before,
                                        after.empty() ? "none" : after));
    return texts.empty() ? "" : fmt::format("{}: {}", title, fmt::join(texts, ", "));
}

} // namespace

std::string print(Configuration const& configuration) {
    std::string text;
    for (auto const& line : lines_of(configuration.settings)) {
        auto const* const comment = line.value.empty() ? "# " : "";
        auto const assignment = fmt::format("{}{} = {}", comment, line.name, line.shown);
        text += fmt::format("{:<40}  # {}\n", assignment, origin(configuration, line.path));
    }
    return text;
}

std::vector<SettingChange> differences(Settings const& before, Settings const& after) {
    auto old_lines = lines_of(before);
    std::vector<SettingChange> changes;
    for (auto const& line : lines_of(after)) {
        auto const old = std::ranges::find(old_lines, line.name, &Line::name);
        bool const was_there = old != old_lines.end();
        if (!was_there || old->value != line.value)
            changes.push_back({line.name, was_there ? old->shown : "", line.shown, line.takes});
        if (was_there)
            old_lines.erase(old);
    }
    for (auto const& line : old_lines)
        changes.push_back({line.name, line.shown, "", line.takes});
    return changes;
}

std::string describe(std::vector<SettingChange> const& changes) {
    auto const now = part("changed", changes, Takes::at_once);
    auto const later = part("needs a restart", changes, Takes::restart);
    if (now.empty() && later.empty())
        return "nothing changed";
    return now + (now.empty() || later.empty() ? "" : "; ") + later;
}

} // namespace shoal::api
