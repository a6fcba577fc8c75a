#include "core/engine/lt/lt_piece_answers.hpp"

#include "core/engine/lt/lt_answers.hpp"
#include "core/engine/lt/lt_convert.hpp"

#include <libtorrent/torrent_info.hpp>
#include <libtorrent/torrent_status.hpp>

#include <algorithm>

namespace shoal::engine {
namespace {

bool holds(lt::peer_info const& peer, std::size_t piece) {
    auto const index = static_cast<int>(piece);
    return static_cast<bool>(peer.flags & lt::peer_info::seed) ||
           (index < peer.pieces.size() && peer.pieces[lt::piece_index_t{index}]);
}

std::vector<api::Endpoint> asked_for(lt::partial_piece_info const& piece) {
    std::vector<api::Endpoint> peers;
    for (int i = 0; i < piece.blocks_in_piece; ++i) {
        auto const& block = piece.blocks[i];
        if (block.state != lt::block_info::requested || block.peer() == lt::tcp::endpoint{})
            continue;
        auto from = to_endpoint(block.peer());
        if (std::ranges::find(peers, from) == peers.end())
            peers.push_back(std::move(from));
    }
    return peers;
}

std::size_t pieces_in(lt::torrent_handle const& handle) {
    auto const info = handle.torrent_file();
    return info ? static_cast<std::size_t>(info->num_pieces()) : 0;
}

} // namespace

std::vector<api::FlightView> flight_of(lt::torrent_handle const& handle) {
    std::vector<api::FlightView> flight;
    for (lt::partial_piece_info const& piece : handle.get_download_queue()) {
        if (piece.blocks_in_piece <= 0)
            continue;
        flight.push_back(
            {.piece = static_cast<std::uint32_t>(static_cast<int>(piece.piece_index)),
             .done = static_cast<double>(piece.finished + piece.writing) / piece.blocks_in_piece,
             .from = asked_for(piece)});
    }
    return flight;
}

api::PiecesView pieces_of(lt::torrent_handle const& handle) {
    api::PiecesView view;
    auto const have = handle.status(lt::torrent_handle::query_pieces).pieces;
    auto const pieces = static_cast<std::size_t>(have.size());
    view.have.resize(pieces);
    for (std::size_t i = 0; i < pieces; ++i)
        view.have[i] = have[lt::piece_index_t{static_cast<int>(i)}];
    view.copies.resize(pieces);
    // Not libtorrent's availability: it has none while it seeds.
    for (lt::peer_info const& peer : connected_peers(handle))
        for (std::size_t i = 0; i < pieces; ++i)
            if (holds(peer, i))
                ++view.copies[i];
    return view;
}

std::vector<bool> pieces_of(lt::torrent_handle const& handle, api::Endpoint const& peer) {
    auto const peers = connected_peers(handle);
    auto const found = std::ranges::find(
        peers, peer, [](lt::peer_info const& info) { return to_endpoint(info.ip); });
    if (found == peers.end())
        return {};
    std::vector<bool> have(pieces_in(handle));
    for (std::size_t i = 0; i < have.size(); ++i)
        have[i] = holds(*found, i);
    return have;
}

std::vector<api::HolderView> holders_of(lt::torrent_handle const& handle, std::uint32_t first,
                                        std::uint32_t end) {
    std::vector<api::HolderView> holders;
    auto const last = std::min<std::size_t>(end, pieces_in(handle));
    for (lt::peer_info const& peer : connected_peers(handle)) {
        int pieces = 0;
        for (std::size_t i = first; i < last; ++i)
            pieces += holds(peer, i) ? 1 : 0;
        if (pieces > 0)
            holders.push_back(
                {.endpoint = to_endpoint(peer.ip), .client = peer.client, .pieces = pieces});
    }
    std::ranges::stable_sort(holders, std::ranges::greater{}, &api::HolderView::pieces);
    return holders;
}

} // namespace shoal::engine
