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
struct Fields<api::DhtView> {
    static void each(auto& x, auto&& field) {
        field("enabled", x.enabled);
        field("nodes", x.nodes);
        field("asked", x.asked);
        field("timeouts", x.timeouts);
        field("replies", x.replies);
        field("reply_p50", x.reply_p50);
        field("reply_p95", x.reply_p95);
        field("lookups", x.lookups);
        field("lookups_failed", x.lookups_failed);
        field("lookup_p50", x.lookup_p50);
        field("lookup_p95", x.lookup_p95);
        field("fitting_ids", x.fitting_ids);
        field("network_size", x.network_size);
        field("eclipse", x.eclipse);
    }
};

template <>
struct Fields<api::DhtStartView> {
    static void each(auto& x, auto&& field) {
        field("name", x.name);
        field("nodes", x.nodes);
        field("asked", x.asked);
        field("answered", x.answered);
    }
};

template <>
struct Fields<api::DhtCheckView> {
    static void each(auto& x, auto&& field) {
        field("is_running", x.is_running);
        field("ago", x.ago);
        field("starts", x.starts);
        field("agreement", x.agreement);
    }
};

} // namespace shoal::control
