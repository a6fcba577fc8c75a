#pragma once

#include "core/api/types.hpp"

#include <libtorrent/bdecode.hpp>
#include <libtorrent/peer_connection_handle.hpp>
#include <libtorrent/socket.hpp>
#include <libtorrent/span.hpp>

#include <memory>
#include <set>
#include <vector>

namespace shoal::engine {

/// Overhears whom one peer names by PEX (BEP 11), which libtorrent keeps to itself. Network thread.
class PexEar {
public:
    /// The number that libtorrent's ut_pex gives its messages in our extension handshake.
    static constexpr int message = 1;

    /// The peer's extension handshake (BEP 10): where it listens, and as whom it sees us.
    void meet(lt::bdecode_node const& handshake, lt::peer_connection_handle const& peer);
    /// A whole message; whom it names that were not named before. `our_port`: where we listen; we
    /// are no news.
    [[nodiscard]] std::vector<lt::tcp::endpoint> hear(lt::span<char const> body, int our_port);

    [[nodiscard]] api::Endpoint const& listens() const { return listens_; }

    /// It said in its extension handshake that it exchanges peers.
    [[nodiscard]] bool has_pex() const { return has_pex_; }

    /// Null until it named somebody.
    [[nodiscard]] std::shared_ptr<std::set<api::Endpoint> const> const& named() const {
        return named_;
    }

private:
    static constexpr std::size_t remembered = 500; ///< endpoints

    bool has_pex_ = false;
    api::Endpoint listens_;
    std::string our_address_; ///< as the peer sees it; empty: it did not say
    std::shared_ptr<std::set<api::Endpoint> const> named_;
};

} // namespace shoal::engine
