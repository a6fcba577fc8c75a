#include "core/api/documents.hpp"

#include "core/api/health_json.hpp"
#include "core/api/history_json.hpp"
#include "core/base/check.hpp"
#include "core/base/units.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace shoal::api {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(Json const& json) {
    return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

Json text_or_null(std::string const& text) {
    return text.empty() ? Json{} : Json(text);
}

template <class T>
Json value_or_null(std::optional<T> const& value) {
    return value ? Json(*value) : Json{};
}

Json seconds_or_null(std::optional<std::chrono::seconds> const& duration) {
    return duration ? Json(duration->count()) : Json{};
}

Json time_or_null(std::optional<WallTime> const& time) {
    return time ? Json(format_time(*time)) : Json{};
}

/// A share or ratio without digits that mean nothing.
double rounded(double value) {
    return std::round(value * 10'000) / 10'000;
}

Json ratio_of(TorrentView const& torrent) {
    auto const value = ratio(torrent);
    return value ? Json(rounded(*value)) : Json{};
}

/// Before the metadata is there nothing is wanted, and there is no end in sight.
Json eta_of(TorrentView const& torrent) {
    return torrent.wanted > 0 ? value_or_null(eta_seconds(torrent)) : Json{};
}

/// Into the object of another torrent, whose keys are there already: that is what makes lists fast.
void put_list_entry(Json& json, TorrentView const& torrent) {
    json["id"] = torrent.id;
    json["info_hash"] = display(torrent.info_hash);
    json["name"] = text_or_null(torrent.name);
    json["state"] = to_string(torrent.state);
    json["size"] = torrent.size;
    json["done"] = torrent.done;
    json["down"] = torrent.down_rate;
    json["up"] = torrent.up_rate;
    json["uploaded"] = torrent.uploaded_before + torrent.uploaded;
    json["downloaded"] = torrent.downloaded_before + torrent.downloaded;
    json["ratio"] = ratio_of(torrent);
    json["eta"] = eta_of(torrent);
    json["peers"] = torrent.peers;
    json["seeds"] = torrent.seeds;
    json["health"] = torrent.health ? Json(*torrent.health) : Json(nullptr);
    json["label"] = text_or_null(torrent.label);
    json["priority"] = to_string(torrent.priority);
    json["dir"] = torrent.dir;
    json["error"] = text_or_null(torrent.error);
}

void add_hashes(Json& json, InfoHash const& hash) {
    json["info_hash_v1"] = hash.v1 ? Json(to_hex(*hash.v1)) : Json{};
    json["info_hash_v2"] = hash.v2 ? Json(to_hex(*hash.v2)) : Json{};
}

Json goal_of(SeedGoal const& goal) {
    return {{"ratio", value_or_null(goal.ratio)},
            {"time", seconds_or_null(goal.time)},
            {"idle", seconds_or_null(goal.idle)},
            {"seeds", value_or_null(goal.seeds)}};
}

void add_pieces(Json& json, TorrentView const& torrent) {
    json.update({{"wanted", torrent.wanted},
                 {"checked", rounded(torrent.checked)},
                 {"files", torrent.files},
                 {"piece_size", torrent.piece_size},
                 {"pieces", torrent.pieces},
                 {"pieces_done", torrent.pieces_done},
                 {"pieces_failed", torrent.pieces_failed},
                 {"metadata_pieces", torrent.metadata_pieces},
                 {"metadata_done", torrent.metadata_done}});
}

void add_traffic(Json& json, TorrentView const& torrent) {
    json.update({{"session_uploaded", torrent.uploaded},
                 {"session_downloaded", torrent.downloaded},
                 {"wasted", torrent.wasted},
                 {"known_peers", torrent.known_peers},
                 {"copies", rounded(torrent.distributed_copies)},
                 {"named_sources", torrent.named_sources},
                 {"sources", torrent.sources}});
    if (torrent.sources.empty())
        json["sources"] = Json::object();
}

void add_rules(Json& json, TorrentView const& torrent) {
    json.update({{"limits", {{"up", torrent.limits.up}, {"down", torrent.limits.down}}},
                 {"goal", goal_of(torrent.goal)},
                 {"sequential", torrent.sequential},
                 {"private", torrent.is_private},
                 {"queue", torrent.queue_position > 0 ? Json(torrent.queue_position) : Json{}},
                 {"added", format_time(torrent.added)},
                 {"completed", time_or_null(torrent.completed)}});
}

Json head(std::string_view schema, TorrentView const& torrent) {
    return {{"schema", schema},
            {"id", torrent.id},
            {"info_hash", display(torrent.info_hash)},
            {"name", text_or_null(torrent.name)}};
}

Json entry(FileView const& file, std::size_t index) {
    return {{"index", index},
            {"path", file.path},
            {"size", file.size},
            {"done", file.done},
            {"priority", to_string(file.priority)}};
}

Json entry(PeerView const& peer, std::size_t /*index*/) {
    return {{"address", to_string(peer.endpoint)},
            {"client", text_or_null(peer.client)},
            {"done", rounded(peer.done)},
            {"down", peer.down_rate},
            {"up", peer.up_rate},
            {"downloaded", peer.downloaded},
            {"uploaded", peer.uploaded},
            {"seed", peer.is_seed},
            {"outgoing", peer.is_outgoing},
            {"utp", peer.is_utp},
            {"encrypted", peer.is_encrypted},
            {"we_want", peer.we_want},
            {"it_wants", peer.it_wants},
            {"we_choke", peer.we_choke},
            {"it_chokes", peer.it_chokes},
            {"pinned", peer.is_pinned},
            {"rtt", value_or_null(peer.rtt)},
            {"asked", peer.asked},
            {"asks", peer.asks},
            {"sending", value_or_null(peer.sending)},
            {"sending_done", peer.sending ? Json(rounded(peer.sending_done)) : Json{}},
            {"choke_reason", text_or_null(peer.choke_reason)},
            {"sources", peer.sources}};
}

Json entry(TrackerView const& tracker, std::size_t /*index*/) {
    return {{"url", tracker.url},
            {"tier", tracker.tier},
            {"state", to_string(tracker.state)},
            {"message", text_or_null(tracker.message)},
            {"next_in", value_or_null(tracker.next_in)},
            {"seeds", value_or_null(tracker.seeds)},
            {"leeches", value_or_null(tracker.leeches)},
            {"fails", tracker.fails},
            {"failing_for", value_or_null(tracker.failing_for)},
            {"took", value_or_null(tracker.took)}};
}

Json entry(WebSeedView const& seed, std::size_t /*index*/) {
    return {{"url", seed.url},
            {"connected", seed.is_connected},
            {"down", seed.down_rate},
            {"downloaded", seed.downloaded},
            {"error", text_or_null(seed.error)},
            {"failing_for", value_or_null(seed.failing_for)}};
}

template <class Entry>
Json list_of(std::span<Entry const> entries) {
    auto list = Json::array();
    for (std::size_t i = 0; i < entries.size(); ++i)
        list.push_back(entry(entries[i], i));
    return list;
}

template <class Entry>
std::string table(std::string_view schema, TorrentView const& torrent, char const* name,
                  std::span<Entry const> entries) {
    auto json = head(schema, torrent);
    json[name] = list_of(entries);
    return dump(json);
}

Json flight_json(std::vector<FlightView> const& flight) {
    auto list = Json::array();
    for (FlightView const& piece : flight) {
        auto from = Json::array();
        for (Endpoint const& peer : piece.from)
            from.push_back(to_string(peer));
        list.push_back({{"piece", piece.piece}, {"done", rounded(piece.done)}, {"from", from}});
    }
    return list;
}

std::string bit_field(std::vector<bool> const& bits) {
    std::vector<std::uint8_t> bytes((bits.size() + 7) / 8);
    for (std::size_t i = 0; i < bits.size(); ++i)
        if (bits[i])
            bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] | (0x80U >> (i % 8)));
    return to_hex(bytes);
}

Json event_json(Event const& event) {
    Json json{{"schema", "shoal.event/1"},
              {"time", format_time(event.time)},
              {"event", to_string(event.kind)}};
    if (event.number != 0)
        json["number"] = event.number;
    if (event.id != 0)
        json.update({{"id", event.id},
                     {"info_hash", display(event.info_hash)},
                     {"name", text_or_null(event.name)}});
    if (event.kind == EventKind::listening)
        json.update({{"protocol", event.text}, {"address", event.where}});
    else if (!event.text.empty() || !event.where.empty())
        json.update({{"text", text_or_null(event.text)}, {"where", text_or_null(event.where)}});
    return json;
}

} // namespace

std::string list_document(std::uint64_t revision, Views torrents) {
    auto text =
        R"({"schema":"shoal.list/1","revision":)" + std::to_string(revision) + R"(,"torrents":[)";
    Json entry;
    for (auto const& torrent : torrents) {
        put_list_entry(entry, *torrent);
        text += text.ends_with('[') ? "" : ",";
        text += dump(entry);
    }
    return text + "]}";
}

std::string info_document(TorrentView const& torrent) {
    Json json{{"schema", "shoal.info/1"}, {"revision", torrent.revision}};
    put_list_entry(json, torrent);
    add_hashes(json, torrent.info_hash);
    add_pieces(json, torrent);
    add_traffic(json, torrent);
    add_rules(json, torrent);
    return dump(json);
}

std::string files_document(TorrentView const& torrent, std::span<FileView const> files) {
    return table("shoal.files/1", torrent, "files", files);
}

std::string peers_document(TorrentView const& torrent, std::span<PeerView const> peers) {
    return table("shoal.peers/1", torrent, "peers", peers);
}

std::string pieces_document(TorrentView const& torrent, PiecesView const& pieces) {
    auto json = head("shoal.pieces/1", torrent);
    json["piece_size"] = pieces.piece_size;
    json["pieces"] = pieces.have.size();
    json["have"] = bit_field(pieces.have);
    json["copies"] = pieces.copies;
    json["flight"] = flight_json(pieces.flight);
    json["ages"] = pieces.ages;
    return dump(json);
}

std::string holders_document(TorrentView const& torrent, std::vector<HolderView> const& holders) {
    auto json = head("shoal.holders/1", torrent);
    json["holders"] = holders_json(holders);
    return dump(json);
}

std::string trackers_document(TorrentView const& torrent, std::span<TrackerView const> trackers,
                              std::span<WebSeedView const> web_seeds) {
    auto json = head("shoal.trackers/1", torrent);
    json["trackers"] = list_of(trackers);
    json["web_seeds"] = list_of(web_seeds);
    return dump(json);
}

std::string web_seeds_document(TorrentView const& torrent, std::span<WebSeedView const> web_seeds) {
    return table("shoal.web_seeds/1", torrent, "web_seeds", web_seeds);
}

std::string answer_document(TorrentView const& torrent, Answer const& answer) {
    struct Write {
        TorrentView const& torrent;

        std::string operator()(std::vector<FileView> const& files) const {
            return files_document(torrent, files);
        }

        std::string operator()(std::vector<PeerView> const& peers) const {
            return peers_document(torrent, peers);
        }

        std::string operator()(PiecesView const& pieces) const {
            return pieces_document(torrent, pieces);
        }

        std::string operator()(std::vector<TrackerView> const& trackers) const {
            return trackers_document(torrent, trackers, {});
        }

        std::string operator()(std::vector<WebSeedView> const& web_seeds) const {
            return web_seeds_document(torrent, web_seeds);
        }

        std::string operator()(std::vector<HolderView> const& holders) const {
            return holders_document(torrent, holders);
        }

        std::string operator()(HealthView const& health) const { return dump(health_json(health)); }

        std::string operator()(WhyView const& why) const { return dump(why_json(why)); }

        std::string operator()(std::vector<Event> const& events) const {
            return log_document(events);
        }

        std::string operator()(SessionFigures const&) const {
            SHOAL_CHECK(false, "the session's figures are of no torrent");
        }

        std::string operator()(HistoryView const& view) const { return dump(history_json(view)); }
    };

    return std::visit(Write{torrent}, answer);
}

std::string event_document(Event const& event) {
    return dump(event_json(event));
}

std::string log_document(std::vector<Event> const& events) {
    Json json{{"schema", "shoal.log/1"}, {"events", Json::array()}};
    for (Event const& event : events)
        json["events"].push_back(event_json(event));
    return dump(json);
}

} // namespace shoal::api
