#include "core/engine/lt/lt_dht.hpp"

#include <algorithm>
#include <tuple>

namespace shoal::engine {
namespace {

using health::DhtEndpoint;
using health::DhtId;
using health::DhtKind;
using health::DhtMethod;
using health::DhtPacket;

// As libtorrent itself reads them.
constexpr int most_depth = 10;
constexpr int most_tokens = 500;

constexpr std::size_t id_size = 20;

std::optional<DhtId> to_id(lt::string_view bytes) {
    if (bytes.size() != id_size)
        return std::nullopt;
    DhtId id{};
    std::ranges::transform(bytes, id.begin(),
                           [](char byte) { return static_cast<std::uint8_t>(byte); });
    return id;
}

std::optional<DhtKind> kind_of(lt::string_view word) {
    if (word == "q")
        return DhtKind::query;
    if (word == "r")
        return DhtKind::reply;
    if (word == "e")
        return DhtKind::error;
    return std::nullopt;
}

DhtMethod method_of(lt::string_view word) {
    return word == "get_peers"       ? DhtMethod::get_peers
           : word == "announce_peer" ? DhtMethod::announce_peer
                                     : DhtMethod::other;
}

/// Queries of others: that they came is all that we want to know.
void read_own_query(lt::bdecode_node const& message, DhtPacket& packet) {
    packet.method = method_of(message.dict_find_string_value("q"));
    auto const arguments = message.dict_find_dict("a");
    if (arguments && packet.method != DhtMethod::other)
        packet.target = to_id(arguments.dict_find_string_value("info_hash"));
}

/// An address and a port, as BEP 42 packs them; IPv6 is not behind NAT.
std::optional<DhtEndpoint> to_v4_endpoint(lt::string_view bytes) {
    if (bytes.size() != 6)
        return std::nullopt;
    auto const byte = [&](std::size_t at) {
        return static_cast<std::uint8_t>(bytes[at]);
    };
    return DhtEndpoint{.address = {byte(0), byte(1), byte(2), byte(3)},
                       .port = static_cast<std::uint16_t>(byte(4) << 8 | byte(5))};
}

void read_reply(lt::bdecode_node const& message, DhtPacket& packet) {
    packet.us = to_v4_endpoint(message.dict_find_string_value("ip"));
    if (auto const reply = message.dict_find_dict("r"))
        packet.id = to_id(reply.dict_find_string_value("id"));
}

DhtEndpoint to_endpoint(lt::udp::endpoint const& endpoint) {
    DhtEndpoint ours{.is_v6 = endpoint.address().is_v6(), .port = endpoint.port()};
    if (ours.is_v6)
        ours.address = endpoint.address().to_v6().to_bytes();
    else
        std::ranges::copy(endpoint.address().to_v4().to_bytes(), ours.address.begin());
    return ours;
}

/// Compact node infos: an id, an address of `Address`, a port (BEP 5, BEP 32).
template <class Address>
void read_nodes(lt::string_view bytes, std::vector<health::DhtContact>& nodes) {
    using Bytes = typename Address::bytes_type;
    constexpr std::size_t size = id_size + std::tuple_size_v<Bytes> + 2;
    auto const byte = [&](std::size_t at) {
        return static_cast<std::uint8_t>(bytes[at]);
    };
    for (; bytes.size() >= size; bytes.remove_prefix(size)) {
        Bytes address{};
        for (std::size_t i = 0; i < address.size(); ++i)
            address[i] = byte(id_size + i);
        auto const port = static_cast<std::uint16_t>(byte(size - 2) << 8 | byte(size - 1));
        if (port != 0)
            nodes.push_back(
                {*to_id(bytes.substr(0, id_size)), {Address{address}.to_string(), port}});
    }
}

} // namespace

std::optional<DhtNamed> read_named(lt::bdecode_node const& message) {
    auto const reply = message.type() == lt::bdecode_node::dict_t ? message.dict_find_dict("r")
                                                                  : lt::bdecode_node{};
    auto const id = reply ? to_id(reply.dict_find_string_value("id")) : std::nullopt;
    if (!id)
        return std::nullopt;
    DhtNamed named{.node = {}, .id = *id, .others = {}};
    read_nodes<lt::address_v4>(reply.dict_find_string_value("nodes"), named.others);
    read_nodes<lt::address_v6>(reply.dict_find_string_value("nodes6"), named.others);
    return named;
}

std::optional<DhtNamed> to_named(lt::dht_direct_response_alert const& alert) {
    auto named = read_named(alert.response());
    if (named)
        named->node = {alert.endpoint.address().to_string(), alert.endpoint.port()};
    return named;
}

std::optional<DhtPacket> read_dht(lt::span<char const> bytes, bool is_outgoing) {
    lt::error_code error;
    auto const message = lt::bdecode(bytes, error, nullptr, most_depth, most_tokens);
    if (error || message.type() != lt::bdecode_node::dict_t)
        return std::nullopt;
    auto const kind = kind_of(message.dict_find_string_value("y"));
    if (!kind || (is_outgoing && kind != DhtKind::query))
        return std::nullopt;
    DhtPacket packet;
    packet.is_outgoing = is_outgoing;
    packet.kind = *kind;
    packet.transaction = std::string{message.dict_find_string_value("t")};
    if (is_outgoing)
        read_own_query(message, packet);
    else if (kind == DhtKind::reply)
        read_reply(message, packet);
    return packet;
}

void read_stats(lt::dht_stats_alert const& alert, DhtLooked& looked) {
    if (alert.local_endpoint.port() == 0)
        return;
    std::string const family = alert.local_endpoint.address().is_v6() ? "v6" : "v4";
    auto table = std::ranges::find(looked.tables, family, &api::DhtTableView::family);
    if (table == looked.tables.end())
        table = looked.tables.insert(table, api::DhtTableView{.family = family});
    if (auto const id = to_id({alert.nid.data(), id_size}))
        looked.ids[family] = *id;
    auto const& buckets = alert.routing_table;
    table->buckets.resize(std::max(table->buckets.size(), buckets.size()));
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        table->buckets[i] += buckets[i].num_nodes;
        table->nodes += buckets[i].num_nodes;
        table->spare += buckets[i].num_replacements;
    }
    for (lt::dht_lookup const& lookup : alert.active_requests)
        looked.active.push_back({.kind = lookup.type,
                                 .target = to_hex(*to_id({lookup.target.data(), id_size})),
                                 .answered = lookup.responses,
                                 .waiting = lookup.outstanding_requests,
                                 .timeouts = lookup.timeouts});
}

std::optional<DhtPacket> to_packet(lt::dht_pkt_alert const& alert, SteadyTime at) {
    auto packet = read_dht(alert.pkt_buf(), alert.direction == lt::dht_pkt_alert::outgoing);
    if (!packet)
        return packet;
    packet->at = at;
    packet->endpoint = to_endpoint(alert.node);
    return packet;
}

SteadyTime AlertTimes::of(lt::time_point stamp) {
    auto const age = std::chrono::duration_cast<SteadyTime::duration>(lt_now_ - stamp);
    last_ = std::clamp(now_ - age, std::min(last_, now_), now_);
    return last_;
}

} // namespace shoal::engine
