#pragma once

#include "core/api/dht.hpp"
#include "core/health/dht_packet.hpp"

#include <random>
#include <vector>

namespace shoal::health {

/// What a lookup begins with.
struct DhtStart {
    std::string name; ///< for people
    std::vector<api::Endpoint> nodes;
};

/// The bootstrap nodes, and our routing table in two halves; without bootstrap nodes the table in
/// three parts. Addresses, of the family that most of them are of; no node is in two.
[[nodiscard]] std::vector<DhtStart> disjoint_starts(std::vector<api::Endpoint> bootstrap,
                                                    std::vector<api::Endpoint> table,
                                                    std::mt19937_64& random);

/// Looks one id up from several starts side by side, none of which learns from another, and
/// compares which nodes they found nearest to it. In one whole DHT that is the same eight, but for
/// those that come and go; where the line is filtered, or somebody surrounds us, it is not. If all
/// starts are in the same hands they agree, too: bootstrap nodes are among them for that. An
/// address counts as one node, so that nobody is the nearest eight by himself.
///
/// Pure: the caller sends find_node (BEP 5) and brings answers and time. Some 30 queries a start.
class DhtCrossCheck {
public:
    static constexpr std::size_t nearest = 8; ///< a bucket (BEP 5)
    static constexpr auto patience = std::chrono::seconds{3};
    static constexpr auto longest = std::chrono::seconds{30};

    DhtCrossCheck(DhtId const& target, std::vector<DhtStart> starts, SteadyTime now);

    [[nodiscard]] DhtId const& target() const { return target_; }

    /// Whom to ask now, each as often as it is named. Call it after each answer, and as time goes
    /// by.
    [[nodiscard]] std::vector<api::Endpoint> next(SteadyTime now);

    /// `node`, whose id this is, named others; who was not asked is not listened to.
    void answered(api::Endpoint const& node, DhtId const& id,
                  std::vector<DhtContact> const& others);

    [[nodiscard]] bool is_running() const { return is_running_; }

    [[nodiscard]] api::DhtCheckView view(SteadyTime now) const;

private:
    enum class Fate {
        unasked,
        asked,
        answered,
        out, ///< silent, or its host answered from another port
    };

    struct Node {
        api::Endpoint endpoint;
        std::optional<DhtId> distance =
            {}; ///< to the target, bit by bit; nothing: its id is not known
        Fate fate = Fate::unasked;
        SteadyTime asked_at{};
    };

    struct Lookup {
        api::DhtStartView view;
        std::vector<Node> nodes; ///< nearest first, then those whose ids are not known
    };

    [[nodiscard]] static Node* next_of(Lookup& lookup);
    static void sort(Lookup& lookup);
    [[nodiscard]] static std::vector<api::Endpoint> found_by(Lookup const& lookup);
    [[nodiscard]] std::optional<double> agreement() const;
    void meet(Lookup& lookup, api::Endpoint const& by, DhtContact const& contact) const;
    [[nodiscard]] DhtId distance_of(DhtId const& id) const;

    DhtId target_;
    std::vector<Lookup> lookups_;
    SteadyTime began_;
    bool is_running_ = true;
};

} // namespace shoal::health
