#include "core/health/dht_cross_check.hpp"

#include <algorithm>
#include <iterator>

namespace shoal::health {
namespace {

constexpr std::size_t at_once = 8;      // queries under way in a lookup
constexpr std::size_t most_known = 400; // nodes in a lookup: liars may name any number
constexpr std::size_t most_named = 20;  // by one answer, which has eight

bool is_v6(api::Endpoint const& endpoint) {
    return endpoint.host.find(':') != std::string::npos;
}

/// A host may be any number of nodes, with ids as it likes, and counts as one; not on this machine.
bool is_of_one_host(api::Endpoint const& a, api::Endpoint const& b) {
    return a.host == b.host && !a.host.starts_with("127.") && a.host != "::1";
}

/// How many of the nearest two lookups have in common.
double common_share(std::vector<api::Endpoint> const& a, std::vector<api::Endpoint> const& b) {
    auto const common = std::ranges::count_if(a, [&](api::Endpoint const& endpoint) {
        return std::ranges::find(b, endpoint) != b.end();
    });
    return static_cast<double>(common) / static_cast<double>(std::max(a.size(), b.size()));
}

} // namespace

std::vector<DhtStart> disjoint_starts(std::vector<api::Endpoint> bootstrap,
                                      std::vector<api::Endpoint> table, std::mt19937_64& random) {
    auto const& telling = table.empty() ? bootstrap : table;
    bool const takes_v6 = std::ranges::count_if(telling, is_v6) * 2 > std::ssize(telling);
    auto const is_other_family = [takes_v6](api::Endpoint const& endpoint) {
        return is_v6(endpoint) != takes_v6;
    };
    std::erase_if(bootstrap, is_other_family);
    std::erase_if(table, [&](api::Endpoint const& endpoint) {
        return is_other_family(endpoint) ||
               std::ranges::find(bootstrap, endpoint) != bootstrap.end();
    });
    std::ranges::sort(table);
    table.erase(std::unique(table.begin(), table.end()), table.end());
    std::ranges::shuffle(table, random);
    std::vector<DhtStart> starts;
    if (!bootstrap.empty())
        starts = {{"the bootstrap nodes", std::move(bootstrap)},
                  {"half of our table", {}},
                  {"its other half", {}}};
    else
        starts = {{"a third of our table", {}}, {"the second third", {}}, {"the last third", {}}};
    std::size_t const first = starts.front().nodes.empty() ? 0 : 1;
    for (std::size_t i = 0; i < table.size(); ++i)
        starts[first + i % (starts.size() - first)].nodes.push_back(std::move(table[i]));
    return starts;
}

DhtCrossCheck::DhtCrossCheck(DhtId const& target, std::vector<DhtStart> starts, SteadyTime now)
    : target_(target), began_(now) {
    for (DhtStart& start : starts) {
        auto& lookup = lookups_.emplace_back();
        lookup.view = {.name = std::move(start.name),
                       .nodes = static_cast<int>(start.nodes.size())};
        for (api::Endpoint& endpoint : start.nodes)
            lookup.nodes.push_back({.endpoint = std::move(endpoint)});
    }
}

DhtId DhtCrossCheck::distance_of(DhtId const& id) const {
    DhtId distance{};
    std::ranges::transform(id, target_, distance.begin(), [](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(a ^ b);
    });
    return distance;
}

void DhtCrossCheck::sort(Lookup& lookup) {
    std::ranges::stable_sort(lookup.nodes, [](Node const& a, Node const& b) {
        if (a.distance && b.distance)
            return *a.distance < *b.distance;
        return a.distance.has_value() && !b.distance;
    });
}

/// Of the nearest eight who may answer, who was not asked; where fewer have answered at all, one
/// that the lookup began with. Null: nobody for now.
DhtCrossCheck::Node* DhtCrossCheck::next_of(Lookup& lookup) {
    std::size_t hopeful = 0;
    for (Node& node : lookup.nodes) {
        if (node.fate == Fate::out)
            continue;
        if (node.distance && hopeful++ >= nearest)
            continue;
        bool const is_needed = node.distance || lookup.view.answered < static_cast<int>(nearest);
        if (node.fate == Fate::unasked && is_needed)
            return &node;
    }
    return nullptr;
}

std::vector<api::Endpoint> DhtCrossCheck::next(SteadyTime now) {
    std::vector<api::Endpoint> asked;
    if (!is_running_)
        return asked;
    bool is_any_under_way = false;
    for (Lookup& lookup : lookups_) {
        std::size_t under_way = 0;
        for (Node& node : lookup.nodes)
            if (node.fate == Fate::asked && now - node.asked_at >= patience)
                node.fate = Fate::out;
            else
                under_way += node.fate == Fate::asked ? 1 : 0;
        for (Node* node = nullptr; under_way < at_once && (node = next_of(lookup)); ++under_way) {
            node->fate = Fate::asked;
            node->asked_at = now;
            ++lookup.view.asked;
            asked.push_back(node->endpoint);
        }
        is_any_under_way = is_any_under_way || under_way > 0;
    }
    is_running_ = is_any_under_way && now - began_ < longest;
    return asked;
}

/// Of whom it began with it did not know the id. IPv6 has a DHT of its own.
void DhtCrossCheck::meet(Lookup& lookup, api::Endpoint const& by, DhtContact const& contact) const {
    bool const is_odd = is_v6(contact.endpoint) != is_v6(by);
    if (is_odd || std::ranges::any_of(lookup.nodes, [&](Node const& node) {
            return node.fate == Fate::answered && is_of_one_host(node.endpoint, contact.endpoint);
        }))
        return;
    auto const known = std::ranges::find(lookup.nodes, contact.endpoint, &Node::endpoint);
    if (known == lookup.nodes.end() && lookup.nodes.size() < most_known)
        lookup.nodes.push_back({contact.endpoint, distance_of(contact.id)});
    else if (known != lookup.nodes.end() && !known->distance)
        known->distance = distance_of(contact.id);
}

void DhtCrossCheck::answered(api::Endpoint const& node, DhtId const& id,
                             std::vector<DhtContact> const& others) {
    if (!is_running_)
        return;
    for (Lookup& lookup : lookups_) {
        auto const found = std::ranges::find(lookup.nodes, node, &Node::endpoint);
        if (found == lookup.nodes.end() || found->fate != Fate::asked)
            continue;
        found->fate = Fate::answered;
        found->distance = distance_of(id); // whoever named it may have lied
        ++lookup.view.answered;
        for (Node& other : lookup.nodes)
            if (&other != &*found && is_of_one_host(other.endpoint, node))
                other.fate = Fate::out;
        for (std::size_t i = 0; i < std::min(others.size(), most_named); ++i)
            meet(lookup, node, others[i]);
        sort(lookup);
    }
}

/// Whom others name may be nobody at all: only who answered counts.
std::vector<api::Endpoint> DhtCrossCheck::found_by(Lookup const& lookup) {
    std::vector<api::Endpoint> found;
    for (Node const& node : lookup.nodes)
        if (node.fate == Fate::answered && found.size() < nearest)
            found.push_back(node.endpoint);
    return found;
}

std::optional<double> DhtCrossCheck::agreement() const {
    std::vector<std::vector<api::Endpoint>> found;
    for (Lookup const& lookup : lookups_)
        if (lookup.view.answered > 0)
            found.push_back(found_by(lookup));
    double sum = 0;
    int pairs = 0;
    for (std::size_t a = 0; a < found.size(); ++a)
        for (std::size_t b = a + 1; b < found.size(); ++b, ++pairs)
            sum += common_share(found[a], found[b]);
    return pairs > 0 ? std::optional{sum / pairs} : std::nullopt;
}

api::DhtCheckView DhtCrossCheck::view(SteadyTime now) const {
    api::DhtCheckView view{.is_running = is_running_,
                           .ago = std::chrono::duration<double>(now - began_).count(),
                           .starts = {},
                           .agreement = is_running_ ? std::nullopt : agreement()};
    std::ranges::transform(lookups_, std::back_inserter(view.starts), &Lookup::view);
    return view;
}

} // namespace shoal::health
