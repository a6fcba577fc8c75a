#include "core/health/trace.hpp"

#include "core/health/dht_replies.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace shoal::health {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto schema = "shoal.trace/1";
constexpr std::size_t most_pieces = 0x2000000; // as many as a torrent may have

/// Whole milliseconds, so that what is read is what was written.
std::int64_t to_ms(std::chrono::nanoseconds time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

/// Counts and sizes: sums of thousands of them are to stay numbers.
std::int64_t amount(Json const& json) {
    constexpr std::int64_t most = std::int64_t{1} << 50;
    auto const value = json.get<std::int64_t>();
    if (value < 0 || value > most)
        throw std::invalid_argument{"a number beyond all measure"};
    return value;
}

std::chrono::milliseconds from_ms(Json const& json) {
    constexpr std::int64_t longest = 4'000'000'000'000; // as nanoseconds, 64 bits hold two
    auto const time = json.get<std::int64_t>();
    if (time < 0 || time > longest)
        throw std::invalid_argument{"a time beyond all measure"};
    return std::chrono::milliseconds{time};
}

Json to_json(PieceSet const& set) {
    std::string hex;
    for (std::uint64_t const word : set.words())
        hex += fmt::format("{:016x}", word);
    return {{"size", set.size()}, {"bits", hex}};
}

PieceSet to_set(Json const& json) {
    auto const size = json.at("size").get<std::size_t>();
    auto const& hex = json.at("bits").get_ref<std::string const&>();
    std::vector<std::uint64_t> words;
    for (std::size_t i = 0; i + 16 <= hex.size(); i += 16)
        words.push_back(std::stoull(hex.substr(i, 16), nullptr, 16));
    if (size > most_pieces || words.size() != (size + 63) / 64)
        throw std::invalid_argument{"a set of pieces has another length than it says"};
    return PieceSet::from_words(size, words);
}

std::string hex_of(api::PeerId const& id) {
    std::string hex;
    for (std::uint8_t const byte : id)
        hex += fmt::format("{:02x}", byte);
    return hex;
}

api::PeerId id_of(std::string const& hex) {
    api::PeerId id{};
    for (std::size_t i = 0; i < id.size() && 2 * i + 2 <= hex.size(); ++i)
        id.at(i) = static_cast<std::uint8_t>(std::stoul(hex.substr(2 * i, 2), nullptr, 16));
    return id;
}

Json to_json(api::PeerName const& name) {
    return {{"host", name.endpoint.host}, {"port", name.endpoint.port}, {"id", hex_of(name.id)}};
}

api::PeerName to_name(Json const& json) {
    return {{json.at("host"), json.at("port")}, id_of(json.at("id"))};
}

template <class T>
void put(Json& json, char const* key, std::optional<T> const& value) {
    if (value)
        json[key] = *value;
}

template <class T>
void take(Json const& json, char const* key, std::optional<T>& value) {
    if (json.contains(key))
        value = json.at(key).get<T>();
}

/// The flags of a peer, in the order of their bits.
template <class Peer>
auto flags(Peer& peer) {
    return std::array{&peer.is_outgoing, &peer.is_seed,  &peer.is_upload_only, &peer.we_want,
                      &peer.it_wants,    &peer.we_choke, &peer.it_chokes,      &peer.is_snubbed};
}

Json to_json(std::set<api::Endpoint> const& endpoints) {
    auto list = Json::array();
    for (api::Endpoint const& endpoint : endpoints)
        list.push_back({endpoint.host, endpoint.port});
    return list;
}

api::Endpoint to_endpoint(Json const& json) {
    return {json.at(0), json.at(1)};
}

Json to_json(PeerSample const& peer) {
    unsigned bits = 0;
    auto const all = flags(peer);
    for (std::size_t i = 0; i < all.size(); ++i)
        bits |= *all.at(i) ? 1U << i : 0U;
    Json json{{"number", peer.number},
              {"name", to_json(peer.name)},
              {"client", peer.client},
              {"origins", peer.origins},
              {"flags", bits},
              {"downloaded", peer.downloaded},
              {"uploaded", peer.uploaded},
              {"down_rate", peer.down_rate},
              {"hash_fails", peer.hash_fails}};
    if (peer.listens.port != 0)
        json["listens"] = {peer.listens.host, peer.listens.port};
    if (peer.named)
        json["named"] = to_json(*peer.named);
    if (peer.has_pex)
        json["pex"] = true;
    return json;
}

PeerSample to_peer(Json const& json) {
    PeerSample peer{.number = json.at("number"),
                    .name = to_name(json.at("name")),
                    .client = json.at("client"),
                    .origins = json.at("origins"),
                    .downloaded = amount(json.at("downloaded")),
                    .uploaded = amount(json.at("uploaded")),
                    .down_rate = amount(json.at("down_rate")),
                    .hash_fails = json.at("hash_fails")};
    auto const bits = json.at("flags").get<unsigned>();
    auto const all = flags(peer);
    for (std::size_t i = 0; i < all.size(); ++i)
        *all.at(i) = ((bits >> i) & 1U) != 0;
    if (json.contains("listens"))
        peer.listens = to_endpoint(json.at("listens"));
    peer.has_pex = json.contains("pex");
    if (json.contains("named")) {
        std::set<api::Endpoint> named;
        for (Json const& endpoint : json.at("named"))
            named.insert(to_endpoint(endpoint));
        peer.named = std::make_shared<std::set<api::Endpoint> const>(std::move(named));
    }
    return peer;
}

Json to_json(OurSample const& us) {
    Json json{{"state", static_cast<int>(us.state)},
              {"error", us.error},
              {"out_of_space", us.is_out_of_space},
              {"observing", us.is_observing},
              {"metadata", us.has_metadata},
              {"private", us.is_private},
              {"requires_encryption", us.requires_encryption},
              {"format", static_cast<int>(us.format)},
              {"goal_met", us.goal_met},
              {"size", us.size},
              {"piece_size", us.piece_size},
              {"wanted", us.wanted},
              {"done", us.done},
              {"have", to_json(us.have)},
              {"limits", {us.limits.up, us.limits.down}},
              {"down_rate", us.down_rate},
              {"up_rate", us.up_rate},
              {"downloaded", us.downloaded},
              {"uploaded", us.uploaded},
              {"pieces_failed", us.pieces_failed},
              {"queue_position", us.queue_position},
              {"accepts_incoming", us.accepts_incoming}};
    put(json, "upload_slots", us.upload_slots);
    return json;
}

/// Throws when it is none of the enumeration.
template <class Enum>
Enum to_enum(Json const& json, Enum last) {
    auto const value = json.get<int>();
    if (value < 0 || value > static_cast<int>(last))
        throw std::invalid_argument{"a word that is not known"};
    return static_cast<Enum>(value);
}

OurSample to_us(Json const& json) {
    OurSample us{.state = to_enum(json.at("state"), api::TorrentState::error),
                 .error = json.at("error"),
                 .is_out_of_space = json.at("out_of_space"),
                 .is_observing = json.at("observing"),
                 .has_metadata = json.at("metadata"),
                 .is_private = json.at("private"),
                 .requires_encryption = json.at("requires_encryption"),
                 .format = to_enum(json.at("format"), api::Format::hybrid),
                 .goal_met = json.at("goal_met"),
                 .size = amount(json.at("size")),
                 .piece_size = amount(json.at("piece_size")),
                 .wanted = amount(json.at("wanted")),
                 .done = amount(json.at("done")),
                 .have = to_set(json.at("have")),
                 .limits = {amount(json.at("limits").at(0)), amount(json.at("limits").at(1))},
                 .down_rate = amount(json.at("down_rate")),
                 .up_rate = amount(json.at("up_rate")),
                 .downloaded = amount(json.at("downloaded")),
                 .uploaded = amount(json.at("uploaded")),
                 .pieces_failed = amount(json.at("pieces_failed")),
                 .queue_position = json.at("queue_position"),
                 .accepts_incoming = json.at("accepts_incoming")};
    take(json, "upload_slots", us.upload_slots);
    return us;
}

Json to_json(DialFaults const& faults) {
    return {faults.timed_out,     faults.refused, faults.encryption,
            faults.wrong_torrent, faults.hung_up, faults.other};
}

DialFaults to_faults(Json const& json) {
    return {.timed_out = amount(json.at(0)),
            .refused = amount(json.at(1)),
            .encryption = amount(json.at(2)),
            .wrong_torrent = amount(json.at(3)),
            .hung_up = amount(json.at(4)),
            .other = amount(json.at(5))};
}

Json to_json(TrackerSample const& tracker) {
    Json json{{"url", tracker.url}, {"error", tracker.error}, {"refusing", tracker.is_refusing}};
    if (tracker.since)
        json["since"] = to_ms(tracker.since->time_since_epoch());
    put(json, "peers", tracker.peers);
    return json;
}

TrackerSample to_tracker(Json const& json) {
    TrackerSample tracker{
        .url = json.at("url"), .error = json.at("error"), .is_refusing = json.at("refusing")};
    if (json.contains("since"))
        tracker.since = SteadyTime{from_ms(json.at("since"))};
    take(json, "peers", tracker.peers);
    return tracker;
}

Json to_json(api::DhtView const& dht) {
    Json json{{"asked", dht.asked},
              {"timeouts", dht.timeouts},
              {"lookups", dht.lookups},
              {"lookups_failed", dht.lookups_failed},
              {"eclipse", dht.eclipse}};
    if (!dht.replies.counts.empty())
        json["replies"] = {{"counts", dht.replies.counts}, {"sum", dht.replies.sum}};
    put(json, "reply_p50", dht.reply_p50);
    put(json, "reply_p95", dht.reply_p95);
    put(json, "lookup_p50", dht.lookup_p50);
    put(json, "lookup_p95", dht.lookup_p95);
    put(json, "fitting_ids", dht.fitting_ids);
    put(json, "network_size", dht.network_size);
    return json;
}

Histogram to_replies(Json const& json) {
    auto replies = dht_reply_histogram({});
    auto const& counts = json.at("counts");
    if (counts.size() != replies.counts.size())
        throw std::invalid_argument{"a histogram of another shape"};
    for (std::size_t i = 0; i < counts.size(); ++i)
        replies.counts[i] = amount(counts.at(i));
    replies.sum = json.at("sum");
    return replies;
}

/// Of a whole sample.
api::DhtView to_dht(Json const& sample) {
    api::DhtView dht{.enabled = sample.at("dht_enabled"), .nodes = amount(sample.at("dht_nodes"))};
    if (!sample.contains("dht"))
        return dht;
    auto const& json = sample.at("dht");
    dht.asked = amount(json.at("asked"));
    dht.timeouts = amount(json.at("timeouts"));
    if (json.contains("replies"))
        dht.replies = to_replies(json.at("replies"));
    dht.lookups = amount(json.at("lookups"));
    dht.lookups_failed = amount(json.at("lookups_failed"));
    dht.eclipse = json.at("eclipse");
    take(json, "reply_p50", dht.reply_p50);
    take(json, "reply_p95", dht.reply_p95);
    take(json, "lookup_p50", dht.lookup_p50);
    take(json, "lookup_p95", dht.lookup_p95);
    take(json, "fitting_ids", dht.fitting_ids);
    take(json, "network_size", dht.network_size);
    return dht;
}

Sample to_sample(Json const& json) {
    Sample sample{.at = SteadyTime{from_ms(json.at("at"))},
                  .wall = WallTime{from_ms(json.at("wall"))},
                  .us = to_us(json.at("us")),
                  .peers = {},
                  .left = {},
                  .faults = to_faults(json.at("faults")),
                  .trackers = {},
                  .web_seeds = {},
                  .dht = to_dht(json)};
    for (Json const& leave : json.at("left"))
        sample.left.push_back({to_name(leave.at("name")),
                               to_enum(leave.at("reason"), LeaveReason::banned),
                               leave.value("seed", false)});
    for (Json const& tracker : json.at("trackers"))
        sample.trackers.push_back(to_tracker(tracker));
    for (Json const& seed : json.at("web_seeds"))
        sample.web_seeds.push_back({seed.at("url"), seed.at("error")});
    take(json, "scrape_seeds", sample.scrape_seeds);
    take(json, "scrape_leeches", sample.scrape_leeches);
    return sample;
}

} // namespace

std::string TraceWriter::line(Sample const& sample) {
    Json json{{"schema", schema},
              {"at", to_ms(sample.at.time_since_epoch())},
              {"wall", to_ms(sample.wall.time_since_epoch())},
              {"us", to_json(sample.us)},
              {"peers", Json::array()},
              {"left", Json::array()},
              {"faults", to_json(sample.faults)},
              {"trackers", Json::array()},
              {"web_seeds", Json::array()},
              {"dht_enabled", sample.dht.enabled},
              {"dht_nodes", sample.dht.nodes}};
    if (sample.dht.lookups > 0)
        json["dht"] = to_json(sample.dht);
    decltype(written_) now;
    for (PeerSample const& peer : sample.peers) {
        auto& entry = json["peers"].emplace_back(to_json(peer));
        if (!peer.pieces)
            continue;
        auto const known = written_.find(peer.number);
        if (known == written_.end() || *known->second != *peer.pieces)
            entry["pieces"] = to_json(*peer.pieces);
        now[peer.number] = peer.pieces;
    }
    written_ = std::move(now);
    for (Leave const& leave : sample.left)
        json["left"].push_back(
            {{"name", to_json(leave.name)}, {"reason", static_cast<int>(leave.reason)}});
    for (std::size_t i = 0; i < sample.left.size(); ++i)
        if (sample.left[i].was_seed)
            json["left"][i]["seed"] = true;
    for (TrackerSample const& tracker : sample.trackers)
        json["trackers"].push_back(to_json(tracker));
    for (WebSeedSample const& seed : sample.web_seeds)
        json["web_seeds"].push_back({{"url", seed.url}, {"error", seed.error}});
    put(json, "scrape_seeds", sample.scrape_seeds);
    put(json, "scrape_leeches", sample.scrape_leeches);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Sample> TraceReader::read(std::string_view line) {
    try {
        auto const json = Json::parse(line);
        if (json.at("schema") != schema)
            return fail(Errc::invalid_input, "this is no line of a shoal.trace/1");
        Sample sample = to_sample(json);
        decltype(pieces_) now;
        for (Json const& entry : json.at("peers")) {
            auto& peer = sample.peers.emplace_back(to_peer(entry));
            if (entry.contains("pieces"))
                peer.pieces = std::make_shared<PieceSet const>(to_set(entry.at("pieces")));
            else if (auto const known = pieces_.find(peer.number); known != pieces_.end())
                peer.pieces = known->second;
            if (peer.pieces)
                now[peer.number] = peer.pieces;
        }
        pieces_ = std::move(now);
        return sample;
    } catch (std::exception const&) { // of the JSON library, or of stoull, in words of their own
        return fail(Errc::invalid_input,
                    "this is no line of a trace, or a damaged one; name a file that 'shoal health "
                    "--trace FILE' wrote, or delete the line");
    }
}

} // namespace shoal::health
