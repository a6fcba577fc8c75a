#include "core/health/gossip.hpp"

#include <algorithm>
#include <map>

namespace shoal::health {
namespace {

/// Union and find, over indices.
class Groups {
public:
    std::size_t add() {
        parents_.push_back(parents_.size());
        return parents_.size() - 1;
    }

    [[nodiscard]] std::size_t find(std::size_t node) {
        while (parents_[node] != node)
            node = parents_[node] = parents_[parents_[node]];
        return node;
    }

    void join(std::size_t a, std::size_t b) { parents_[find(a)] = find(b); }

private:
    std::vector<std::size_t> parents_;
};

} // namespace

std::vector<int> pex_groups(Sample const& sample) {
    Groups groups;
    std::map<api::Endpoint, std::size_t> nodes;
    auto const node_of = [&](api::Endpoint const& endpoint) {
        auto const found = nodes.find(endpoint);
        return found != nodes.end() ? found->second
                                    : nodes.emplace(endpoint, groups.add()).first->second;
    };
    std::vector<std::size_t> speakers;
    for (PeerSample const& peer : sample.peers) {
        if (!peer.named || peer.named->empty())
            continue;
        auto const speaker = peer.listens.port != 0 ? node_of(peer.listens) : groups.add();
        speakers.push_back(speaker);
        for (api::Endpoint const& named : *peer.named)
            groups.join(speaker, node_of(named));
    }
    std::map<std::size_t, int> sizes;
    for (std::size_t const speaker : speakers)
        ++sizes[groups.find(speaker)];
    std::vector<int> sorted;
    for (auto const& [group, size] : sizes)
        sorted.push_back(size);
    std::ranges::sort(sorted, std::greater{});
    return sorted;
}

} // namespace shoal::health
