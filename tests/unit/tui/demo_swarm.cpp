#include "tests/unit/tui/demo_swarm.hpp"

#include <cmath>

namespace shoal::test {
namespace {

using api::TorrentState;
using api::TorrentView;

constexpr std::int64_t kib = 1 << 10;
constexpr std::int64_t mib = 1 << 20;
constexpr std::int64_t gib = 1 << 30;

WallTime at(int hour, int minute, int second) {
    constexpr std::chrono::seconds day{1'762'041'600}; // 2025-11-02
    return WallTime{day + std::chrono::hours{hour} + std::chrono::minutes{minute} +
                    std::chrono::seconds{second}};
}

api::InfoHash hash(std::uint8_t number) {
    Sha1Digest digest{};
    digest.fill(number);
    return {.v1 = digest, .v2 = {}};
}

TorrentView torrent(api::TorrentId id, std::string name, TorrentState state, std::int64_t size,
                    double done) {
    TorrentView view;
    view.id = id;
    view.info_hash = hash(static_cast<std::uint8_t>(id));
    view.name = std::move(name);
    view.state = state;
    view.size = view.wanted = size;
    view.done = static_cast<std::int64_t>(static_cast<double>(size) * done);
    view.piece_size = 4 * mib;
    view.pieces = (size + view.piece_size - 1) / view.piece_size;
    view.pieces_done = static_cast<std::int64_t>(static_cast<double>(view.pieces) * done);
    view.dir = "/srv/torrents";
    view.added = at(9, 30, 0);
    return view;
}

void connect(TorrentView& view, int seeds, int peers, std::int64_t down, std::int64_t up) {
    view.seeds = seeds;
    view.peers = peers;
    view.down_rate = down;
    view.up_rate = up;
    view.distributed_copies = seeds + 0.42;
    view.known_peers = peers * 6;
    view.sources = {{"dht", peers + 3}, {"pex", 2}, {"tracker", peers}};
}

std::vector<TorrentView> demo_torrents() {
    std::vector<TorrentView> all{
        torrent(1, "debian-12.11.0-amd64-dvd-1.iso", TorrentState::downloading, 3971 * mib, 0.46),
        torrent(2, "archive-2019-field-recordings", TorrentState::downloading, 48 * gib, 0.931),
        torrent(3, "", TorrentState::metadata, 0, 0),
        torrent(4, "openstreetmap-planet.pbf", TorrentState::complete, 84 * gib, 1),
        torrent(5, "kernel-ci-artifacts-w34", TorrentState::complete, 12 * gib, 1),
        torrent(6, "backup-set-41", TorrentState::checking, 912 * gib, 0),
        torrent(7, "broken-mirror.iso", TorrentState::error, 4506 * mib, 0.28),
        torrent(8, "thesis-dataset-v3", TorrentState::paused, 220 * mib, 0.5),
        torrent(9, "later-please", TorrentState::queued, 2 * gib, 0),
        torrent(10, "\x1b[2J\x1b[31mhostile\x07 \xe2\x80\xaegnp.exe", TorrentState::downloading,
                700 * mib, 0.1),
        torrent(11, "日本語の長い名前のトレント.mkv", TorrentState::downloading, 9 * gib, 0.02),
        torrent(12, "nobody-has-this", TorrentState::downloading, 640 * mib, 0.999),
    };
    connect(all[0], 31, 48, 38 * mib, 2150 * kib);
    connect(all[1], 0, 9, 3 * mib, 410 * kib);
    all[1].downloaded = 44 * gib;
    all[1].uploaded_before = 15 * gib;
    all[1].wasted = 12 * mib;
    all[1].limits = {.up = mib, .down = 0};
    all[1].label = "archive";
    all[1].goal.ratio = 2.0;
    all[1].priority = api::Priority::high;
    all[4].priority = api::Priority::low;
    all[0].health = 94;
    all[1].health = 38;
    all[3].health = 88;
    all[4].health = 61;
    all[11].health = 12;
    all[1].files = 6;
    all[1].named_sources = 4;
    connect(all[2], 0, 3, 0, 0);
    all[2].metadata_done = 9;
    all[2].metadata_pieces = 12;
    connect(all[3], 12, 88, 0, 6350 * kib);
    all[3].uploaded_before = 202 * gib;
    connect(all[4], 2, 20, 0, 1536 * kib);
    all[5].checked = 0.22;
    all[6].error = "writing broken-mirror.iso: no space left on the device";
    all[8].queue_position = 1;
    connect(all[9], 1, 2, 0, 0);
    connect(all[10], 0, 4, 0, 0);
    all[10].distributed_copies = 0.3;
    return all;
}

api::Event event(api::EventKind kind, WallTime time, api::TorrentId id, std::string name,
                 std::string text, std::string where) {
    api::Event happened;
    happened.kind = kind;
    happened.time = time;
    happened.id = id;
    happened.name = std::move(name);
    happened.text = std::move(text);
    happened.where = std::move(where);
    return happened;
}

std::deque<tui::LogLine> demo_log() {
    using api::EventKind;
    std::deque<tui::LogLine> log;
    note(log, event(EventKind::listening, at(13, 50, 0), 0, "", "tcp", "0.0.0.0:6881"));
    note(log, event(EventKind::added, at(13, 51, 7), 1, "debian-12.11.0-amd64-dvd-1.iso", "", ""));
    for (int minute = 0; minute < 3; ++minute)
        note(log,
             event(EventKind::warning, at(13, 52 + minute, 0), 2, "archive-2019-field-recordings",
                   "the tracker answers: \x1b[0mHTTP 503", "https://t.example/announce"));
    note(log, event(EventKind::note, at(13, 59, 0), 0, "", "upload limit 5 -> 10 MiB/s", ""));
    note(log, event(EventKind::complete, at(14, 0, 31), 5, "kernel-ci-artifacts-w34", "", ""));
    note(log, event(EventKind::choke, at(14, 1, 41), 2, "archive-2019-field-recordings",
                    "choked us after sending 96 MiB", "198.51.100.4:6881"));
    note(log, event(EventKind::swarm, at(14, 1, 50), 2, "archive-2019-field-recordings",
                    "seed 203.0.113.62 left; minimum availability 2 -> 1", ""));
    note(log, event(EventKind::error, at(14, 1, 58), 7, "broken-mirror.iso",
                    "no space left on the device", "/srv/torrents/broken-mirror.iso"));
    return log;
}

/// Five minutes in which rates go up and down.
void live_through(tui::History& history, std::vector<TorrentView> const& torrents) {
    for (int second = 0; second < 300; ++second) {
        auto now = torrents;
        for (auto& view : now) {
            auto const wave = 0.6 + 0.4 * std::sin(second / 17.0 + view.id);
            view.down_rate = static_cast<std::int64_t>(static_cast<double>(view.down_rate) * wave);
            view.up_rate = static_cast<std::int64_t>(static_cast<double>(view.up_rate) * wave);
        }
        api::Snapshot snapshot;
        for (auto& view : now)
            snapshot.torrents.push_back(std::make_shared<TorrentView const>(std::move(view)));
        history.sample(snapshot, SteadyTime{1h} + std::chrono::seconds{second});
    }
}

api::PeerView peer(std::string address, std::uint16_t port, bool we_choke, bool it_chokes,
                   std::int64_t down, std::int64_t up) {
    api::PeerView view;
    view.endpoint = {std::move(address), port};
    view.we_choke = we_choke;
    view.it_chokes = it_chokes;
    view.down_rate = down;
    view.up_rate = up;
    view.downloaded = down * 600;
    view.uploaded = up * 600;
    view.done = 0.61;
    view.client = "qBittorrent 5.2";
    view.sources = {"tracker", "pex"};
    view.we_want = true;
    return view;
}

/// An hour of nodes that come and go, and two answers of the engine.
void watch(tui::NetWatch& net) {
    for (int step = 0; step < 240; ++step)
        net.sample(static_cast<std::int64_t>(380 + 32 * std::sin(step / 19.0)),
                   SteadyTime{1h} + step * 15s);
    net.take(demo_figures(3600));
    net.take(demo_figures(3601));
    auto health = demo_health();
    health.discovery.overlaps = {{"dht", "tracker", 0.64}, {"dht", "pex", 0.71}};
    net.take(demo_open, health);
}

} // namespace

tui::Model demo_model() {
    auto const torrents = demo_torrents();
    tui::Model model;
    auto snapshot = std::make_shared<api::Snapshot>();
    for (auto const& view : torrents)
        snapshot->torrents.push_back(std::make_shared<TorrentView const>(view));
    snapshot->dht_nodes = 412;
    snapshot->listening = {{"0.0.0.0", 6881}};
    snapshot->rules.limits = {.up = 10 * mib, .down = 0};
    snapshot->rules.alternative = {.up = 500 * kib, .down = 2 * mib};
    model.snapshot = std::move(snapshot);
    live_through(model.history, torrents);
    watch(model.net);
    model.log = demo_log();
    model.wall = at(14, 2, 11);
    model.free_space = std::int64_t{212} << 30;
    model.folder = "/home/me";
    model.home = "/home/me";
    model.details = {.id = demo_open,
                     .files = demo_files(),
                     .peers = demo_peers(),
                     .pieces = demo_pieces(),
                     .peer_pieces = tui::PeerPieces{{"2001:db8::71", 6881}, demo_peer_pieces(), {}},
                     .holders = tui::CellHolders{0, 2, demo_holders()},
                     .trackers = demo_trackers(),
                     .web_seeds = demo_web_seeds(),
                     .health = demo_health(),
                     .why = demo_why(),
                     .history = demo_history(),
                     .failure = {}};
    model.commands = demo_commands();
    return model;
}

api::HealthView demo_health() {
    api::HealthView health;
    health.grade = 38;
    health.word = api::HealthWord::at_risk;
    health.components = {
        {"availability", 18.2, 40, "one copy of the rarest piece, 214 of 12 339 pieces have one",
         "stay until others have it"},
        {"durability", 4.1, 20, "0.21 that it is whole in an hour: the last seed left", ""},
        {"reciprocity", 4, 10, "2 of the 4 we feed give back", ""},
        {"discovery", 10, 15, "1 of 2 trackers answers", ""},
        {"throughput", 11, 15, "the swarm gains 9.1 MiB/s, we 33 % of it", ""},
    };
    health.next = {{"stay", "stay 17 m: you become the only seed", 61},
                   {"announce", "announce now", {}},
                   {"add_web_seed", "add a web seed", 72}};
    health.copies.min = 1;
    health.copies.rarest = {409, 438, 467, 496}; // of demo_pieces: one peer has each
    health.copies.rarest_count = 214;
    health.copies.rarest_holders = {{{"198.51.100.4", 6881}, "\x1b[31mDeluge 2.2", 214},
                                    {{"192.0.2.40", 51413}, "", 3}};
    health.copies.sole_holders = {{{"198.51.100.4", 6881}, "\x1b[31mDeluge 2.2", 214}};
    health.discovery.sources = {{"tracker", 3, 1'900 * mib},
                                {"dht", 1, 610 * mib},
                                {"pex", 1, 96 * mib},
                                {"incoming", 1, 30 * mib}};
    health.discovery.overlaps = {{"dht", "tracker", 0.64}};
    health.discovery.announced = {.ago = 1140, .next_in = 660, .told = 8, .stored = 8};
    health.discovery.pex_peers = 3;
    health.observed = {.seconds = 1260, .peers = 9, .bitfields = 9};
    health.reciprocity.peers = {
        {.endpoint = {"192.0.2.40", 51413}, .client = "", .history = "..>>==<==.===="},
        {.endpoint = {"203.0.113.9", 49200}, .client = "", .history = std::string(60, '>')},
        {.endpoint = {"198.51.100.4", 6881},
         .client = "",
         .history = std::string(30, '<') + std::string(18, '.')},
    };
    return health;
}

api::HistoryView demo_history() {
    api::HistoryView history;
    history.step = 60s;
    for (int minute = 60; minute > 0; --minute) {
        api::HistoryPoint point;
        point.time = at(14, 2, 0) - std::chrono::minutes{minute};
        point.count = 6;
        point.grade = minute > 4 ? 64 : 38;
        point.copies = minute > 25 ? 3.4 : minute > 4 ? 2.1 : 1.2;
        point.down = 2e6 + 1e6 * std::sin(minute / 5.0);
        point.up = 4e5 + 2e5 * std::sin(minute / 7.0);
        history.points.push_back(point);
    }
    return history;
}

api::WhyView demo_why() {
    api::WhyView why;
    why.causes = {{"sole_holder",
                   "one peer alone has what is missing, and it is slow",
                   0.9,
                   {"198.51.100.4 \x1b[31mDeluge has 214 pieces that nobody else has"},
                   "stay connected; others may bring it"},
                  {"rate_limited",
                   "it is as fast as its limit lets it be",
                   0.4,
                   {"2.9 MiB/s of 3 MiB/s allowed"},
                   "raise the download limit"}};
    return why;
}

tui::CommandWords demo_commands() {
    return {
        {"add",
         "give torrents to the daemon",
         {{"--dir", "folder of the content", true, {}}, {"--paused", "do not start it", false, {}}},
         {},
         false},
        {"limit",
         "rate limits of the whole daemon",
         {{"--alt", "others", true, {"on", "off"}}},
         {},
         false},
        {"list", "the torrents of the daemon", {}, {}, true},
        {"pause", "stop torrents, and keep them", {{"--filter", "which", true, {}}}, {}, true},
        {"queue", "which torrents come first", {}, {"top", "up", "down", "bottom"}, true}};
}

std::vector<api::FileView> demo_files() {
    using api::FilePriority;
    return {
        {"tape_07/side_a.flac", 1434 * mib, 1434 * mib, FilePriority::high},
        {"tape_07/side_b.flac", 1536 * mib, 1413 * mib, FilePriority::normal},
        {"tape_07/raw/left.wav", 5 * gib, 0, FilePriority::skip},
        {"tape_07/raw/right.wav", 4 * gib, 0, FilePriority::skip},
        {"notes/\x1b[31mread me.txt", 12 * kib, 12 * kib, FilePriority::low},
        {"cover.jpg", 900 * kib, 900 * kib, FilePriority::normal},
    };
}

std::vector<api::PeerView> demo_peers() {
    std::vector<api::PeerView> peers{
        peer("198.51.100.4", 6881, true, true, 0, 0),
        peer("192.0.2.40", 51413, false, false, 2150 * kib, 180 * kib),
        peer("2001:db8::71", 6881, false, false, 890 * kib, 200 * kib),
        peer("203.0.113.9", 49200, false, true, 0, 30 * kib),
        peer("198.51.100.7", 6890, true, false, 64 * kib, 0),
    };
    peers[0].done = 1;
    peers[0].is_seed = true;
    peers[0].downloaded = 96 * mib;
    peers[1].rtt = 0.041;
    peers[1].asked = 24;
    peers[1].asks = 12;
    peers[1].sending = 2194;
    peers[1].sending_done = 0.62;
    peers[1].choke_reason = "it gives most: 2.1 MiB/s";
    peers[1].is_encrypted = true;
    peers[3].client = "\x1b]0;pwned\x07lt 2.1";
    peers[3].choke_reason = "by lot, one round more";
    peers[3].sources = {"dht"};
    peers[4].is_utp = true;
    peers[4].is_outgoing = true;
    return peers;
}

api::PiecesView demo_pieces() {
    api::PiecesView pieces;
    pieces.piece_size = 4 * mib;
    for (std::size_t i = 0; i < 3000; ++i) {
        pieces.have.push_back(i % 29 != 3 && (i < 2400 || i % 5 < 2));
        pieces.copies.push_back(static_cast<std::uint16_t>(i / 400 + (i % 7 == 0 ? 3 : 0)));
        pieces.ages.push_back(pieces.have[i] && i % 300 < 40 ? static_cast<std::int32_t>(i) : -1);
    }
    pieces.flight = {{2194, 0.62, {{"192.0.2.40", 51413}, {"2001:db8::71", 6881}}},
                     {2431, 0.12, {{"192.0.2.40", 51413}}},
                     {3, 0.5, {{"2001:db8::71", 6881}}}};
    return pieces;
}

api::PiecesView demo_peer_pieces() {
    api::PiecesView pieces;
    pieces.piece_size = 4 * mib;
    for (std::size_t i = 0; i < 3000; ++i)
        pieces.have.push_back(i > 2500 || i % 5 == 0);
    return pieces;
}

std::vector<api::HolderView> demo_holders() {
    return {{{"192.0.2.40", 51413}, "qBittorrent 5.2", 2},
            {{"198.51.100.4", 6881}, "\x1b[31mDeluge 2.2", 1},
            {{"203.0.113.200", 6881}, "", 1}};
}

std::shared_ptr<api::Snapshot const> many_torrents(std::size_t count) {
    auto snapshot = std::make_shared<api::Snapshot>();
    for (std::size_t i = 0; i < count; ++i) {
        auto view =
            torrent(static_cast<api::TorrentId>(i + 1),
                    "torrent number " + std::to_string(i * 7919 % count),
                    i % 3 == 0 ? TorrentState::downloading : TorrentState::complete,
                    static_cast<std::int64_t>(i % 97 + 1) * 100 * mib, i % 3 == 0 ? 0.3 : 1);
        connect(view, 1, 5, i % 3 == 0 ? static_cast<std::int64_t>(i % 50) * kib : 0,
                static_cast<std::int64_t>(i % 31) * kib);
        snapshot->torrents.push_back(std::make_shared<TorrentView const>(std::move(view)));
    }
    return snapshot;
}

} // namespace shoal::test
