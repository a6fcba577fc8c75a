#pragma once

#include "core/control/json_fields.hpp"
#include "core/control/snapshot_delta.hpp"

namespace shoal::control {

template <>
struct Fields<api::TorrentView> {
    /// All defaults are empty or zero, and what is so is not written: of ten thousand torrents most
    /// rest.
    static constexpr bool is_sparse = true;

    static void each(auto& x, auto&& field) {
        field("id", x.id);
        field("revision", x.revision);
        field("info_hash_v1", x.info_hash.v1);
        field("info_hash_v2", x.info_hash.v2);
        field("name", x.name);
        field("state", x.state);
        field("error", x.error);
        field("size", x.size);
        field("wanted", x.wanted);
        field("done", x.done);
        field("checked", x.checked);
        field("pieces", x.pieces);
        field("piece_size", x.piece_size);
        field("pieces_done", x.pieces_done);
        field("pieces_failed", x.pieces_failed);
        field("files", x.files);
        field("metadata_done", x.metadata_done);
        field("metadata_pieces", x.metadata_pieces);
        each_of_traffic(x, field);
        each_of_placement(x, field);
    }

private:
    static void each_of_traffic(auto& x, auto& field) {
        field("down_rate", x.down_rate);
        field("up_rate", x.up_rate);
        field("downloaded", x.downloaded);
        field("uploaded", x.uploaded);
        field("downloaded_before", x.downloaded_before);
        field("uploaded_before", x.uploaded_before);
        field("wasted", x.wasted);
        field("peers", x.peers);
        field("seeds", x.seeds);
        field("known_peers", x.known_peers);
        field("known_seeds", x.known_seeds);
        field("distributed_copies", x.distributed_copies);
        field("health", x.health);
        field("named_sources", x.named_sources);
        field("sources", x.sources);
    }

    static void each_of_placement(auto& x, auto& field) {
        field("dir", x.dir);
        field("label", x.label);
        field("limits", x.limits);
        field("goal", x.goal);
        field("sequential", x.sequential);
        field("priority", x.priority);
        field("is_private", x.is_private);
        field("queue_position", x.queue_position);
        field("added", x.added);
        field("completed", x.completed);
    }
};

template <>
struct Fields<SnapshotDelta> {
    static void each(auto& x, auto&& field) {
        field("session", x.session);
        field("revision", x.revision);
        field("full", x.is_full);
        field("removed", x.removed);
        field("torrents", x.torrents);
        field("dir", x.dir);
        field("listening", x.listening);
        field("dht_nodes", x.dht_nodes);
        field("alerts_dropped", x.alerts_dropped);
        field("bans", x.bans);
        field("rules", x.rules);
        field("alternative_in_force", x.alternative_in_force);
    }
};

template <>
struct Fields<api::Event> {
    static void each(auto& x, auto&& field) {
        field("time", x.time);
        field("event", x.kind);
        field("id", x.id);
        field("info_hash_v1", x.info_hash.v1);
        field("info_hash_v2", x.info_hash.v2);
        field("name", x.name);
        field("text", x.text);
        field("where", x.where);
        field("code", x.code);
        field("number", x.number);
    }
};

template <>
struct Fields<api::FileView> {
    static void each(auto& x, auto&& field) {
        field("path", x.path);
        field("size", x.size);
        field("done", x.done);
        field("priority", x.priority);
        field("is_pad", x.is_pad);
    }
};

template <>
struct Fields<api::PeerView> {
    static void each(auto& x, auto&& field) {
        field("endpoint", x.endpoint);
        field("client", x.client);
        field("done", x.done);
        field("down_rate", x.down_rate);
        field("up_rate", x.up_rate);
        field("downloaded", x.downloaded);
        field("uploaded", x.uploaded);
        field("is_seed", x.is_seed);
        field("is_outgoing", x.is_outgoing);
        field("is_utp", x.is_utp);
        field("is_encrypted", x.is_encrypted);
        field("we_want", x.we_want);
        field("it_wants", x.it_wants);
        field("we_choke", x.we_choke);
        field("it_chokes", x.it_chokes);
        field("is_pinned", x.is_pinned);
        field("rtt", x.rtt);
        field("asked", x.asked);
        field("asks", x.asks);
        field("sending", x.sending);
        field("sending_done", x.sending_done);
        field("choke_reason", x.choke_reason);
        field("sources", x.sources);
    }
};

template <>
struct Fields<api::FlightView> {
    static void each(auto& x, auto&& field) {
        field("piece", x.piece);
        field("done", x.done);
        field("from", x.from);
    }
};

template <>
struct Fields<api::PiecesView> {
    static void each(auto& x, auto&& field) {
        field("piece_size", x.piece_size);
        field("have", x.have);
        field("copies", x.copies);
        field("flight", x.flight);
        field("ages", x.ages);
    }
};

template <>
struct Fields<api::TrackerView> {
    static void each(auto& x, auto&& field) {
        field("url", x.url);
        field("tier", x.tier);
        field("state", x.state);
        field("message", x.message);
        field("next_in", x.next_in);
        field("seeds", x.seeds);
        field("leeches", x.leeches);
        field("fails", x.fails);
        field("failing_for", x.failing_for);
        field("took", x.took);
    }
};

template <>
struct Fields<api::WebSeedView> {
    static void each(auto& x, auto&& field) {
        field("url", x.url);
        field("is_connected", x.is_connected);
        field("down_rate", x.down_rate);
        field("downloaded", x.downloaded);
        field("error", x.error);
        field("failing_for", x.failing_for);
    }
};

} // namespace shoal::control
