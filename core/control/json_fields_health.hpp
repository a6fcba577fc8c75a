#pragma once

#include "core/control/json_fields.hpp"
#include "core/control/json_fields_dht.hpp"

namespace shoal::control {

template <>
struct Fields<api::HealthComponent> {
    static void each(auto& x, auto&& field) {
        field("name", x.name);
        field("points", x.points);
        field("of", x.of);
        field("evidence", x.evidence);
        field("fix", x.fix);
    }
};

template <>
struct Fields<api::HolderView> {
    static void each(auto& x, auto&& field) {
        field("endpoint", x.endpoint);
        field("client", x.client);
        field("pieces", x.pieces);
    }
};

template <>
struct Fields<api::CopiesView> {
    static void each(auto& x, auto&& field) {
        field("min", x.min);
        field("distributed", x.distributed);
        field("histogram", x.histogram);
        field("rarest", x.rarest);
        field("rarest_count", x.rarest_count);
        field("rarest_holders", x.rarest_holders);
        field("sole_holders", x.sole_holders);
        field("only_ours", x.only_ours);
        field("seeds", x.seeds);
        field("leeches", x.leeches);
        field("self_sustaining", x.self_sustaining);
        field("without_us", x.without_us);
    }
};

template <>
struct Fields<api::DurabilityView> {
    static void each(auto& x, auto&& field) {
        field("h1", x.h1);
        field("h24", x.h24);
        field("h1_open", x.h1_open);
        field("h24_open", x.h24_open);
        field("half_life", x.half_life);
        field("sessions_ended", x.sessions_ended);
        field("peer_hours", x.peer_hours);
    }
};

template <>
struct Fields<api::ChurnView> {
    static void each(auto& x, auto&& field) {
        field("arrivals_5", x.arrivals_5);
        field("arrivals_60", x.arrivals_60);
        field("departures_5", x.departures_5);
        field("departures_60", x.departures_60);
        field("median_session", x.median_session);
        field("turnover", x.turnover);
        field("departures", x.departures);
    }
};

template <>
struct Fields<api::GivingView> {
    static void each(auto& x, auto&& field) {
        field("endpoint", x.endpoint);
        field("client", x.client);
        field("given", x.given);
        field("taken", x.taken);
        field("index", x.index);
        field("is_free_rider", x.is_free_rider);
        field("history", x.history);
    }
};

template <>
struct Fields<api::ReciprocityView> {
    static void each(auto& x, auto&& field) {
        field("applies", x.applies);
        field("fairness", x.fairness);
        field("top_1", x.top_1);
        field("top_10", x.top_10);
        field("judged", x.judged);
        field("free_riders", x.free_riders);
        field("free_low", x.free_low);
        field("free_high", x.free_high);
        field("peers", x.peers);
    }
};

template <>
struct Fields<api::SourceView> {
    static void each(auto& x, auto&& field) {
        field("name", x.name);
        field("peers", x.peers);
        field("bytes", x.bytes);
    }
};

template <>
struct Fields<api::OverlapView> {
    static void each(auto& x, auto&& field) {
        field("a", x.a);
        field("b", x.b);
        field("share", x.share);
    }
};

template <>
struct Fields<api::AnnouncedView> {
    static void each(auto& x, auto&& field) {
        field("ago", x.ago);
        field("next_in", x.next_in);
        field("told", x.told);
        field("stored", x.stored);
    }
};

template <>
struct Fields<api::DiscoveryView> {
    static void each(auto& x, auto&& field) {
        field("sources", x.sources);
        field("overlaps", x.overlaps);
        field("trackers", x.trackers);
        field("trackers_working", x.trackers_working);
        field("scrape_seeds", x.scrape_seeds);
        field("scrape_leeches", x.scrape_leeches);
        field("pex_groups", x.pex_groups);
        field("partition", x.partition);
        field("announced", x.announced);
        field("pex_peers", x.pex_peers);
    }
};

template <>
struct Fields<api::ThroughputView> {
    static void each(auto& x, auto&& field) {
        field("swarm_rate", x.swarm_rate);
        field("our_rate", x.our_rate);
        field("our_share", x.our_share);
        field("slowest_finish", x.slowest_finish);
        field("has_hidden_source", x.has_hidden_source);
    }
};

template <>
struct Fields<api::ReplicationView> {
    static void each(auto& x, auto&& field) {
        field("to_2", x.to_2);
        field("to_4", x.to_4);
        field("to_8", x.to_8);
        field("pieces", x.pieces);
    }
};

template <>
struct Fields<api::ObservedView> {
    static void each(auto& x, auto&& field) {
        field("seconds", x.seconds);
        field("peers", x.peers);
        field("bitfields", x.bitfields);
        field("ago", x.ago);
    }
};

template <>
struct Fields<api::AdviceView> {
    static void each(auto& x, auto&& field) {
        field("act", x.act);
        field("text", x.text);
        field("grade", x.grade);
    }
};

template <>
struct Fields<api::HealthView> {
    static void each(auto& x, auto&& field) {
        field("info_hash_v1", x.info_hash.v1);
        field("info_hash_v2", x.info_hash.v2);
        field("name", x.name);
        field("pieces", x.pieces);
        field("grade", x.grade);
        field("word", x.word);
        field("missing_evidence", x.missing_evidence);
        field("components", x.components);
        field("next", x.next);
        field("copies", x.copies);
        field("durability", x.durability);
        field("churn", x.churn);
        field("reciprocity", x.reciprocity);
        field("throughput", x.throughput);
        field("replication", x.replication);
        field("discovery", x.discovery);
        field("dht", x.dht);
        field("observed", x.observed);
    }
};

template <>
struct Fields<api::CauseView> {
    static void each(auto& x, auto&& field) {
        field("cause", x.cause);
        field("title", x.title);
        field("confidence", x.confidence);
        field("evidence", x.evidence);
        field("fix", x.fix);
    }
};

template <>
struct Fields<api::WhyView> {
    static void each(auto& x, auto&& field) {
        field("info_hash_v1", x.info_hash.v1);
        field("info_hash_v2", x.info_hash.v2);
        field("name", x.name);
        field("causes", x.causes);
        field("observed", x.observed);
    }
};

template <>
struct Fields<api::HistoryPoint> {
    static void each(auto& x, auto&& field) {
        field("time", x.time);
        field("count", x.count);
        field("grade", x.grade);
        field("copies", x.copies);
        field("peers", x.peers);
        field("seeds", x.seeds);
        field("down", x.down);
        field("up", x.up);
        field("joined", x.joined);
        field("left", x.left);
    }
};

template <>
struct Fields<api::HistoryView> {
    static void each(auto& x, auto&& field) {
        field("info_hash_v1", x.info_hash.v1);
        field("info_hash_v2", x.info_hash.v2);
        field("name", x.name);
        field("since", x.since);
        field("until", x.until);
        field("step", x.step, a_century);
        field("points", x.points);
    }
};

} // namespace shoal::control
