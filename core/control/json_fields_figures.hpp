#pragma once

#include "core/control/json_fields.hpp"

namespace shoal::control {

template <>
struct Fields<Histogram> {
    static void each(auto& x, auto&& field) {
        field("bounds", x.bounds);
        field("counts", x.counts);
        field("sum", x.sum);
    }
};

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
    }
};

template <>
struct Fields<api::ChokingFigures> {
    static void each(auto& x, auto&& field) {
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
        field("choking", x.choking);
        field("disk", x.disk);
    }
};

} // namespace shoal::control
