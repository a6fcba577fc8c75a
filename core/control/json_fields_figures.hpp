#pragma once

#include "core/control/json_fields.hpp"
#include "core/control/json_fields_dht.hpp"

namespace shoal::control {

template <>
struct Fields<api::TrafficFigures> {
    static void each(auto& x, auto&& field) {
        field("sent", x.sent);
        field("received", x.received);
        field("payload_sent", x.payload_sent);
        field("payload_received", x.payload_received);
        field("wasted", x.wasted);
    }
};

template <>
struct Fields<api::ConnectionFigures> {
    static void each(auto& x, auto&& field) {
        field("open", x.open);
        field("dialled", x.dialled);
        field("accepted", x.accepted);
    }
};

template <>
struct Fields<api::DhtTableView> {
    static void each(auto& x, auto&& field) {
        field("family", x.family);
        field("nodes", x.nodes);
        field("spare", x.spare);
        field("stale", x.stale);
        field("buckets", x.buckets);
    }
};

template <>
struct Fields<api::DhtLookupView> {
    static void each(auto& x, auto&& field) {
        field("kind", x.kind);
        field("target", x.target);
        field("answered", x.answered);
        field("waiting", x.waiting);
        field("timeouts", x.timeouts);
    }
};

template <>
struct Fields<api::DhtFigures> {
    static void each(auto& x, auto&& field) {
        field("kept_peers", x.kept_peers);
        field("kept_torrents", x.kept_torrents);
        field("messages_in", x.messages_in);
        field("messages_out", x.messages_out);
        field("dropped_in", x.dropped_in);
        field("dropped_out", x.dropped_out);
        field("bytes_in", x.bytes_in);
        field("bytes_out", x.bytes_out);
        field("tables", x.tables);
        field("active", x.active);
    }
};

template <>
struct Fields<api::MappingView> {
    static void each(auto& x, auto&& field) {
        field("protocol", x.protocol);
        field("transport", x.transport);
        field("external_port", x.external_port);
        field("error", x.error);
    }
};

template <>
struct Fields<api::NatFigures> {
    static void each(auto& x, auto&& field) {
        field("nodes", x.nodes);
        field("kept", x.kept);
        field("ports", x.ports);
    }
};

template <>
struct Fields<api::ReachFigures> {
    static void each(auto& x, auto&& field) {
        field("external", x.external);
        field("mappings", x.mappings);
        field("dialled_tcp", x.dialled_tcp);
        field("dialled_utp", x.dialled_utp);
        field("asked_dht", x.asked_dht);
        field("nat", x.nat);
        field("dials", x.dials);
    }
};

template <>
struct Fields<api::ChokingFigures> {
    static void each(auto& x, auto&& field) {
        field("next_round", x.next_round);
        field("slots", x.slots);
        field("interested", x.interested);
        field("unchoked", x.unchoked);
        field("peers", x.peers);
        field("unchokes", x.unchokes);
        field("chokes", x.chokes);
    }
};

template <>
struct Fields<api::DiskFigures> {
    static void each(auto& x, auto&& field) {
        field("read", x.read);
        field("write", x.write);
        field("hash", x.hash);
        field("flush", x.flush);
    }
};

template <>
struct Fields<api::SessionFigures> {
    static void each(auto& x, auto&& field) {
        field("uptime", x.uptime);
        field("traffic", x.traffic);
        field("connections", x.connections);
        field("dht", x.dht);
        field("dht_seen", x.dht_seen);
        field("dht_check", x.dht_check);
        field("reach", x.reach);
        field("choking", x.choking);
        field("disk", x.disk);
    }
};

} // namespace shoal::control
