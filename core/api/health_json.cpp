#include "core/api/health_json.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace shoal::api {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) {
    return std::round(value * 1000) / 1000;
}

template <class T>
Json or_null(std::optional<T> const& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json observed_json(api::ObservedView const& observed) {
    return {{"seconds", rounded(observed.seconds)},
            {"peers", observed.peers},
            {"bitfields", observed.bitfields},
            {"ago", rounded(observed.ago)}};
}

Json components_json(std::vector<api::HealthComponent> const& components) {
    auto list = Json::array();
    for (api::HealthComponent const& part : components)
        list.push_back({{"name", part.name},
                        {"points", rounded(part.points)},
                        {"of", rounded(part.of)},
                        {"evidence", part.evidence},
                        {"fix", part.fix}});
    return list;
}

Json advice_json(std::vector<api::AdviceView> const& advice) {
    auto list = Json::array();
    for (api::AdviceView const& view : advice)
        list.push_back({{"act", view.act}, {"text", view.text}, {"grade", or_null(view.grade)}});
    return list;
}

} // namespace

Json holders_json(std::vector<api::HolderView> const& holders) {
    auto list = Json::array();
    for (api::HolderView const& holder : holders)
        list.push_back({{"peer", api::to_string(holder.endpoint)},
                        {"client", holder.client},
                        {"pieces", holder.pieces}});
    return list;
}

namespace {

Json copies_json(api::CopiesView const& copies) {
    return {{"min", copies.min},
            {"distributed", rounded(copies.distributed)},
            {"histogram", copies.histogram},
            {"rarest", copies.rarest},
            {"rarest_count", copies.rarest_count},
            {"rarest_holders", holders_json(copies.rarest_holders)},
            {"sole_holders", holders_json(copies.sole_holders)},
            {"only_ours", copies.only_ours},
            {"seeds", copies.seeds},
            {"leeches", copies.leeches},
            {"self_sustaining", copies.self_sustaining},
            {"without_us", copies.without_us}};
}

Json durability_json(api::DurabilityView const& durability) {
    return {{"h1", rounded(durability.h1)},
            {"h24", rounded(durability.h24)},
            {"h1_open", rounded(durability.h1_open)},
            {"h24_open", rounded(durability.h24_open)},
            {"half_life", or_null(durability.half_life)},
            {"sessions_ended", durability.sessions_ended},
            {"peer_hours", rounded(durability.peer_hours)}};
}

Json churn_json(api::ChurnView const& churn) {
    return {{"arrivals_5m", rounded(churn.arrivals_5)},
            {"arrivals_60m", rounded(churn.arrivals_60)},
            {"departures_5m", rounded(churn.departures_5)},
            {"departures_60m", rounded(churn.departures_60)},
            {"median_session", or_null(churn.median_session)},
            {"turnover", rounded(churn.turnover)},
            {"departures", Json(churn.departures)}};
}

Json reciprocity_json(api::ReciprocityView const& reciprocity) {
    auto peers = Json::array();
    for (api::GivingView const& peer : reciprocity.peers)
        peers.push_back({{"peer", api::to_string(peer.endpoint)},
                         {"client", peer.client},
                         {"given", peer.given},
                         {"taken", peer.taken},
                         {"index", rounded(peer.index)},
                         {"free_rider", peer.is_free_rider},
                         {"history", peer.history}});
    return {{"applies", reciprocity.applies},
            {"fairness", rounded(reciprocity.fairness)},
            {"top_1", rounded(reciprocity.top_1)},
            {"top_10", rounded(reciprocity.top_10)},
            {"judged", reciprocity.judged},
            {"free_riders", reciprocity.free_riders},
            {"free_riders_low", rounded(reciprocity.free_low)},
            {"free_riders_high", rounded(reciprocity.free_high)},
            {"peers", std::move(peers)}};
}

Json throughput_json(api::ThroughputView const& throughput) {
    return {{"swarm_rate", throughput.swarm_rate},
            {"our_rate", throughput.our_rate},
            {"our_share", rounded(throughput.our_share)},
            {"slowest_finish", or_null(throughput.slowest_finish)},
            {"hidden_source", throughput.has_hidden_source}};
}

Json replication_json(api::ReplicationView const& replication) {
    return {{"to_2", or_null(replication.to_2)},
            {"to_4", or_null(replication.to_4)},
            {"to_8", or_null(replication.to_8)},
            {"pieces", replication.pieces}};
}

Json discovery_json(api::DiscoveryView const& discovery) {
    auto sources = Json::array();
    for (api::SourceView const& source : discovery.sources)
        sources.push_back(
            {{"name", source.name}, {"peers", source.peers}, {"bytes", source.bytes}});
    auto overlaps = Json::array();
    for (api::OverlapView const& pair : discovery.overlaps)
        overlaps.push_back({{"a", pair.a}, {"b", pair.b}, {"jaccard", rounded(pair.share)}});
    return {{"sources", std::move(sources)},
            {"overlaps", std::move(overlaps)},
            {"trackers", discovery.trackers},
            {"trackers_working", discovery.trackers_working},
            {"scrape_seeds", or_null(discovery.scrape_seeds)},
            {"scrape_leeches", or_null(discovery.scrape_leeches)},
            {"pex_groups", discovery.pex_groups},
            {"partition", discovery.partition},
            {"announced",
             {{"ago", or_null(discovery.announced.ago)},
              {"next_in", or_null(discovery.announced.next_in)},
              {"told", discovery.announced.told},
              {"stored", discovery.announced.stored}}},
            {"pex_peers", discovery.pex_peers}};
}

/// Of this torrent's lookups alone; the histogram of replies is in the daemon's metrics.
Json dht_json(api::DhtView const& dht) {
    return {{"enabled", dht.enabled},
            {"nodes", dht.nodes},
            {"asked", dht.asked},
            {"timeouts", dht.timeouts},
            {"reply_p50", or_null(dht.reply_p50)},
            {"reply_p95", or_null(dht.reply_p95)},
            {"lookups", dht.lookups},
            {"lookups_failed", dht.lookups_failed},
            {"lookup_p50", or_null(dht.lookup_p50)},
            {"lookup_p95", or_null(dht.lookup_p95)},
            {"fitting_ids", or_null(dht.fitting_ids)},
            {"network_size", or_null(dht.network_size)},
            {"eclipse", dht.eclipse}};
}

} // namespace

Json health_json(api::HealthView const& view) {
    return {{"schema", "shoal.health/1"},
            {"info_hash", api::display(view.info_hash)},
            {"name", view.name},
            {"pieces", view.pieces},
            {"grade", or_null(view.grade)},
            {"word", api::to_string(view.word)},
            {"missing_evidence", view.missing_evidence},
            {"components", components_json(view.components)},
            {"next", advice_json(view.next)},
            {"copies", copies_json(view.copies)},
            {"durability", durability_json(view.durability)},
            {"churn", churn_json(view.churn)},
            {"reciprocity", reciprocity_json(view.reciprocity)},
            {"throughput", throughput_json(view.throughput)},
            {"replication", replication_json(view.replication)},
            {"discovery", discovery_json(view.discovery)},
            {"dht", dht_json(view.dht)},
            {"observed", observed_json(view.observed)}};
}

Json why_json(api::WhyView const& view) {
    auto causes = Json::array();
    for (api::CauseView const& cause : view.causes)
        causes.push_back({{"cause", cause.cause},
                          {"title", cause.title},
                          {"confidence", rounded(cause.confidence)},
                          {"evidence", cause.evidence},
                          {"fix", cause.fix}});
    return {{"schema", "shoal.why/1"},
            {"info_hash", api::display(view.info_hash)},
            {"name", view.name},
            {"causes", std::move(causes)},
            {"observed", observed_json(view.observed)}};
}

} // namespace shoal::api
