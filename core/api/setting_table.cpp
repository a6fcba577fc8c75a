#include "core/api/setting_table.hpp"

#include "core/api/setting_codec.hpp"

#include <algorithm>

namespace shoal::api {
namespace {

using namespace codec;
using enum Takes;

constexpr int most_connections = 100'000;
constexpr int most_active = 1'000'000;

using Peers = Count<1, most_connections>;
using Active = Maybe<Count<0, most_active>, unlimited>;

/// A watched folder in short: its path alone.
struct Folder {
    static constexpr auto kind = SettingKind::path;

    static Result<WatchFolder> read(std::string const& text) { return WatchFolder{.path = text}; }

    static std::string write(WatchFolder const& value) { return value.path.string(); }
};

constexpr char color_words[] = "auto|always|never|16|256";
constexpr char glyph_words[] = "auto|blocks|braille|ascii";
constexpr char theme_words[] = "auto|dark|light|high-contrast";
constexpr char preset_words[] = "default|rtorrent";

/// The hours of the alternative limits: any of its keys makes a schedule.
template <class Shape, auto member>
Setting scheduled(Setting key) {
    key.kind = Shape::kind;
    key.put = [](Texts const& texts, Settings& settings) {
        auto& schedule = settings.rules.schedule;
        if (texts.empty() && !schedule) // an empty list of days alone is no schedule
            return Result<void>{};
        return Shape::put(texts, (schedule ? *schedule : schedule.emplace()).*member);
    };
    key.show = [](Settings const& settings) {
        return settings.rules.schedule ? Shape::show((*settings.rules.schedule).*member) : Texts{};
    };
    return key;
}

template <class Shape, auto... path>
Setting swarm(std::string_view name, std::string_view type, std::string_view help,
              Takes takes = restart, std::string_view flag = {}) {
    return with<Shape, &Settings::swarm, path...>(Setting{"", name, flag, type, help, takes});
}

template <class Shape, auto... path>
Setting daemon(std::string_view name, std::string_view type, std::string_view help,
               Takes takes = at_once, std::string_view flag = {}) {
    return with<Shape, &Settings::daemon, path...>(
        Setting{"daemon", name, flag, type, help, takes});
}

template <class Shape, auto... path>
Setting placed(std::string_view name, std::string_view type, std::string_view help,
               std::string_view flag = {}) {
    return with<Shape, &Settings::housekeeping, path...>(
        Setting{"daemon", name, flag, type, help, at_once});
}

template <class Shape, auto... path>
Setting queue(std::string_view name, std::string_view flag, std::string_view type,
              std::string_view help) {
    return with<Shape, &Settings::rules, &SessionRules::queue, path...>(
        Setting{"queue", name, flag, type, help, at_once});
}

/// Keys of a SeedGoal that is reached by `path`, in a section of their own.
template <auto... path, class Target>
std::vector<SettingKey<Target>> goal_keys(SettingKey<Target> base) {
    auto const key = [&](std::string_view name, std::string_view flag, std::string_view type,
                         std::string_view help) {
        return SettingKey<Target>{"goal", name, flag, type, help, base.takes};
    };
    return {
        with<One<Maybe<Ratio, none>>, path..., &SeedGoal::ratio>(
            key("ratio", "seed-ratio", "R", "seed until uploaded / size is this")),
        with<One<Maybe<Duration, none>>, path..., &SeedGoal::time>(
            key("time", "seed-time", "DUR", "seed for so long")),
        with<One<Maybe<Duration, none>>, path..., &SeedGoal::idle>(
            key("idle", "seed-idle", "DUR", "seed until nobody took anything for so long")),
        with<One<Maybe<Count<0, most_active>, none>>, path..., &SeedGoal::seeds>(
            key("seeds", "seed-seeds", "N", "go on while fewer than N others have a full copy")),
    };
}

std::vector<Setting> swarm_keys() {
    using S = SwarmOptions;
    return {
        swarm<Many<Address<true>>, &S::listen>("listen", "ADDR:PORT",
                                               "listen here (repeat); port 0 takes any"),
        swarm<One<Text>, &S::interface>("interface", "NAME",
                                        "device or address for outgoing connections"),
        swarm<One<Rate>, &S::up_limit>("up", "RATE", "send no faster than this, such as 500KiB/s",
                                       at_once),
        swarm<One<Rate>, &S::down_limit>("down", "RATE", "receive no faster than this", at_once),
        swarm<One<Toggle>, &S::limit_local>(
            "limit_local", "", "rate limits hold on the local network too (default: on)"),
        swarm<One<Toggle>, &S::dht>("dht", "", "find peers through the DHT (default: on)"),
        swarm<Many<Address<false>>, &S::dht_nodes>(
            "dht_nodes", "HOST:PORT", "enter the DHT here, not at the public nodes (repeat)",
            restart, "dht-node"),
        swarm<One<Toggle>, &S::pex>("pex", "", "exchange peers with peers (default: on)"),
        swarm<One<Toggle>, &S::lsd>("lsd", "", "find peers on the local network (default: on)"),
        swarm<One<Toggle>, &S::utp>("utp", "", "use uTP besides TCP (default: on)"),
        swarm<One<Toggle>, &S::portmap>(
            "portmap", "", "ask the router for a port: UPnP, NAT-PMP, PCP (default: on)"),
        swarm<One<Choice>, &S::encryption>("encryption", "off|prefer|require",
                                           "encrypt connections to peers (default: prefer)"),
        swarm<One<Proxy>, &S::proxy>("proxy", "URL",
                                     "socks5:// or http://[USER:PASSWORD@]HOST:PORT"),
        swarm<One<Peers>, &S::connections>("connections", "N",
                                           "at most this many peers (default: 200)"),
        swarm<One<Maybe<Peers, automatic>>, &S::upload_slots>(
            "upload_slots", "N",
            "send to this many peers at a time (default: as many as the line carries)"),
        swarm<One<Cache>, &S::cache>(
            "cache", "SIZE",
            "memory for pieces on their way to and from the disk (default: 32MiB)"),
        swarm<One<Path>, &S::state_dir>(
            "state_dir", "DIR",
            "keep DHT state and resume data here (default: $XDG_STATE_HOME/shoal)"),
    };
}

std::vector<Setting> daemon_keys() {
    using D = DaemonOptions;
    using H = Housekeeping;
    return {
        placed<One<Path>, &H::dir>("dir", "DIR", "put content here (default: ~/Downloads)"),
        placed<One<Path>, &H::incomplete>(
            "incomplete", "DIR", "keep content here until it is complete", "incomplete-dir"),
        placed<One<Path>, &H::move_done_to>("move_done_to", "DIR",
                                            "move content here from there once it is complete"),
        daemon<Many<Folder>, &D::watch>("watch", "DIR",
                                        "add the .torrent files that appear here (repeat)"),
        daemon<Phrases<Text>, &D::on_complete>(
            "on_complete", "PROGRAM",
            "run this program with these arguments for each completed torrent (repeat)"),
        placed<Many<Path>, &H::block_lists>(
            "block_lists", "FILE",
            "refuse the addresses in this list: P2P, eMule or CIDR, plain or .gz (repeat)",
            "block-list"),
        placed<Phrases<RuleText>, &H::rules>(
            "rules", "RULE", "such as 'when health < 50 for 10m do boost' (repeat)", "rule"),
        daemon<One<Path>, &D::socket>(
            "socket", "FILE", "be reached here (default: $XDG_RUNTIME_DIR/shoal/control.sock)",
            restart),
        daemon<One<Maybe<Address<true>, none>>, &D::metrics>(
            "metrics", "ADDR:PORT",
            "serve GET /metrics on this loopback address, for Prometheus (default: none)", restart),
        daemon<One<Count<0, most_active>>, &D::metrics_torrents>(
            "metrics_torrents", "N",
            "this many torrents have metrics of their own, worst health first (default: 50)",
            restart),
    };
}

std::vector<Setting> queue_keys() {
    using Q = QueueLimits;
    return {
        queue<One<Active>, &Q::downloads>("downloads", "queue-downloads", "N",
                                          "active downloads at a time, or unlimited (default: 5)"),
        queue<One<Active>, &Q::seeds>("seeds", "queue-seeds", "N",
                                      "active seeds at a time (default: unlimited)"),
        queue<One<Duration>, &Q::stalled_after>(
            "stalled_after", "stalled-after", "DUR",
            "a download that got nothing for so long gives its place away (default: 3m)"),
    };
}

std::vector<Setting> limit_keys() {
    using L = LimitSchedule;
    auto const key = [](std::string_view name, std::string_view flag, std::string_view type,
                        std::string_view help) {
        return Setting{"limits", name, flag, type, help, at_once};
    };
    return {
        with<One<Rate>, &Settings::rules, &SessionRules::alternative, &RateLimits::up>(
            key("alternative_up", "alternative-up", "RATE",
                "send no faster than this at the hours below, or while switched on")),
        with<One<Rate>, &Settings::rules, &SessionRules::alternative, &RateLimits::down>(key(
            "alternative_down", "alternative-down", "RATE", "receive no faster than this then")),
        with<One<Toggle>, &Settings::rules, &SessionRules::alternative_on>(
            key("alternative_on", "alternative-on", "",
                "the alternative limits hold now (default: off)")),
        scheduled<One<Clock>, &L::from>(
            key("from", "alternative-from", "HH:MM", "they hold from this local time on")),
        scheduled<One<Clock>, &L::until>(
            key("until", "alternative-until", "HH:MM",
                "until this one, maybe of the next day (default: midnight)")),
        scheduled<Many<Weekday>, &L::days>(
            key("days", "alternative-days", "DAY",
                "on these days, such as mon (repeat; default: all)")),
    };
}

std::vector<Setting> screen_keys() {
    using S = ScreenChoices;
    auto const key = [](std::string_view name, std::string_view type, std::string_view help) {
        return Setting{"screen", name, {}, type, help, at_once};
    };
    return {
        with<One<Word<color_words>>, &Settings::screen, &S::color>(
            key("color", color_words, "which colours to use (default: auto, by terminfo)")),
        with<One<Word<glyph_words>>, &Settings::screen, &S::glyphs>(
            key("glyphs", glyph_words, "what to draw graphs with (default: auto)")),
        with<One<Word<theme_words>>, &Settings::screen, &S::theme>(key(
            "theme", theme_words, "colours for such a background (default: auto, the terminal's)")),
        with<One<Word<preset_words>>, &Settings::screen, &S::keys>(
            key("keys", preset_words, "which keys do what (default: default)")),
    };
}

std::string dashed(std::string_view name) {
    std::string flag{name};
    std::ranges::replace(flag, '_', '-');
    return flag;
}

std::vector<Setting> all_keys() {
    std::vector<Setting> all = swarm_keys();
    auto const append = [&](std::vector<Setting> const& keys) {
        all.insert(all.end(), keys.begin(), keys.end());
    };
    append(daemon_keys());
    append(queue_keys());
    append(goal_keys<&Settings::rules, &SessionRules::goal>(Setting{.takes = at_once}));
    append(limit_keys());
    append(screen_keys());
    return all;
}

std::vector<SettingKey<LabelRules>> all_label_keys() {
    using Key = SettingKey<LabelRules>;
    std::vector<Key> all = goal_keys<&LabelRules::goal>(Key{.takes = at_once});
    all.push_back(with<One<Path>, &LabelRules::dir>(
        Key{"", "dir", "", "DIR", "put content with this label here", at_once}));
    return all;
}

} // namespace

std::span<Setting const> settings() {
    static std::vector<Setting> const table = all_keys();
    return table;
}

std::span<SettingKey<LabelRules> const> label_settings() {
    static std::vector<SettingKey<LabelRules>> const table = all_label_keys();
    return table;
}

std::span<SettingKey<WatchFolder> const> watch_settings() {
    using W = WatchFolder;
    using Key = SettingKey<W>;
    static Key const table[] = {
        with<One<Path>, &W::path>(Key{"", "path", "", "DIR", "the folder", at_once}),
        with<One<Text>, &W::label>(
            Key{"", "label", "", "TEXT", "the label its torrents get", at_once}),
        with<One<Path>, &W::dir>(Key{"", "dir", "", "DIR", "where their content goes", at_once}),
    };
    return table;
}

std::string flag_name(Setting const& setting) {
    return setting.flag.empty() ? dashed(setting.name) : std::string{setting.flag};
}

std::string environment_name(Setting const& setting) {
    auto name = "SHOAL_" + flag_name(setting);
    std::ranges::transform(name, name.begin(), [](char c) {
        return c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    return name;
}

} // namespace shoal::api
