#include "core/engine/lt/lt_convert.hpp"

#include <libtorrent/bdecode.hpp>
#include <libtorrent/load_torrent.hpp>
#include <libtorrent/magnet_uri.hpp>
#include <libtorrent/read_resume_data.hpp>
#include <libtorrent/session_handle.hpp>
#include <libtorrent/torrent_info.hpp>
#include <libtorrent/write_resume_data.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace shoal::engine {
namespace {

// Our own inspection has refused what is absurd; these only keep libtorrent's smaller defaults out
// of the way.
lt::load_torrent_limits generous_limits() {
    lt::load_torrent_limits limits;
    limits.max_buffer_size = std::numeric_limits<int>::max();
    limits.max_pieces = 0x2000000;
    limits.max_decode_tokens = 20'000'000;
    return limits;
}

/// Trackers, web seeds, DHT nodes and peers that only the magnet names.
void merge_magnet(lt::add_torrent_params const& magnet, lt::add_torrent_params& params) {
    for (std::size_t i = 0; i < magnet.trackers.size(); ++i) {
        params.trackers.push_back(magnet.trackers[i]);
        params.tracker_tiers.push_back(i < magnet.tracker_tiers.size() ? magnet.tracker_tiers[i]
                                                                       : 0);
    }
    params.url_seeds.insert(params.url_seeds.end(), magnet.url_seeds.begin(),
                            magnet.url_seeds.end());
    params.dht_nodes.insert(params.dht_nodes.end(), magnet.dht_nodes.begin(),
                            magnet.dht_nodes.end());
    params.peers.insert(params.peers.end(), magnet.peers.begin(), magnet.peers.end());
}

Result<lt::add_torrent_params> load(WireAdd const& add) {
    lt::error_code ec;
    lt::add_torrent_params magnet;
    if (!add.magnet.empty())
        magnet = lt::parse_magnet_uri(add.magnet, ec);
    if (ec)
        return fail(Errc::invalid_input, ec.message(), add.magnet);
    // The selection of BEP 53 is ours to apply, once the files are known.
    magnet.file_priorities.clear();
    magnet.flags &= ~lt::torrent_flags::default_dont_download;
    if (add.torrent.empty())
        return magnet;
    try {
        auto params = lt::load_torrent_buffer(add.torrent, generous_limits());
        merge_magnet(magnet, params);
        return params;
    } catch (lt::system_error const& error) { // there is no overload that takes an error_code
        return fail(Errc::invalid_input, error.code().message());
    }
}

/// Blocks of unfinished pieces and peers that an earlier session knew.
void apply_resume(WireAdd const& add, lt::add_torrent_params& params) {
    lt::error_code ec;
    auto const old = lt::read_resume_data(add.resume, ec);
    if (ec || old.info_hashes != params.ti->info_hashes())
        return;
    params.peers.insert(params.peers.end(), old.peers.begin(), old.peers.end());
    if (!add.blocks_kept)
        return;
    for (auto const& [piece, blocks] : old.unfinished_pieces) {
        auto const index = static_cast<std::size_t>(static_cast<int>(piece));
        // libtorrent takes a piece listed here as not had, whatever the bitfield says.
        if (index < add.have.size() && !add.have[index])
            params.unfinished_pieces.emplace(piece, blocks);
    }
}

/// libtorrent makes the empty files of a torrent as soon as it has it, unless they are not wanted.
void leave_out_empty_files(lt::add_torrent_params& params) {
    auto const& files = params.ti->files();
    auto& priorities = params.file_priorities;
    auto const count = static_cast<std::size_t>(files.num_files());
    priorities.resize(std::max(priorities.size(), count), lt::default_priority);
    for (lt::file_index_t const file : files.file_range())
        if (files.file_size(file) == 0)
            priorities[static_cast<std::size_t>(static_cast<int>(file))] = lt::dont_download;
}

lt::address to_address(policy::Address const& address) {
    if (!address.is_v6)
        return lt::address_v4{static_cast<std::uint32_t>(address.low)};
    lt::address_v6::bytes_type bytes{};
    for (std::size_t i = 0; i < 8; ++i) {
        auto const shift = 56 - 8 * i;
        bytes[i] = static_cast<unsigned char>(address.high >> shift);
        bytes[8 + i] = static_cast<unsigned char>(address.low >> shift);
    }
    return lt::address_v6{bytes};
}

/// Bytes/s. The mean fades by steps to 1, and the step to 0 libtorrent does not tell.
int rate(int mean) {
    return mean > 1 ? mean : 0;
}

} // namespace

Result<lt::add_torrent_params> to_params(WireAdd const& add) {
    SHOAL_TRY(auto params, load(add));
    params.save_path = add.dir.string();
    params.flags = lt::torrent_flags::update_subscribe | lt::torrent_flags::apply_ip_filter;
    // Until its metadata has passed our intake a magnet must not write a byte.
    if (add.torrent.empty())
        params.flags |= lt::torrent_flags::default_dont_download;
    if (add.observe) // who tells nobody of anybody: else it would tie together what is apart
        params.flags |= lt::torrent_flags::upload_mode | lt::torrent_flags::disable_pex;
    if (add.sequential)
        params.flags |= lt::torrent_flags::sequential_download;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): a number in a pointer's place, never followed
    params.userdata = lt::client_data_t{reinterpret_cast<void*>(std::uintptr_t{add.id})};
    for (auto const& [index, path] : add.renames)
        params.renamed_files[lt::file_index_t{static_cast<int>(index)}] = path;
    params.file_priorities = to_priorities(add.priorities);
    if (add.observe && params.ti)
        leave_out_empty_files(params);
    if (add.paused)
        params.flags |= lt::torrent_flags::paused;
    params.url_seeds.insert(params.url_seeds.end(), add.more.web_seeds.begin(),
                            add.more.web_seeds.end());
    params.upload_limit = to_limit(add.limits.up);
    params.download_limit = to_limit(add.limits.down);
    if (!add.have.empty()) {
        params.have_pieces.resize(static_cast<int>(add.have.size()), false);
        for (std::size_t i = 0; i < add.have.size(); ++i)
            if (add.have[i])
                params.have_pieces.set_bit(lt::piece_index_t{static_cast<int>(i)});
    }
    if (!add.resume.empty() && params.ti)
        apply_resume(add, params);
    auto const peers = to_endpoints(add.peers);
    params.peers.insert(params.peers.end(), peers.begin(), peers.end());
    return params;
}

int to_limit(std::int64_t bytes_per_second) {
    return static_cast<int>(
        std::min<std::int64_t>(bytes_per_second, std::numeric_limits<int>::max()));
}

std::vector<lt::download_priority_t>
to_priorities(std::vector<api::FilePriority> const& priorities) {
    static constexpr std::array levels{lt::dont_download, lt::low_priority, lt::default_priority,
                                       lt::top_priority};
    std::vector<lt::download_priority_t> converted;
    converted.reserve(priorities.size());
    for (api::FilePriority const priority : priorities)
        converted.push_back(levels.at(static_cast<std::size_t>(priority)));
    return converted;
}

std::vector<lt::announce_entry> take_trackers(lt::add_torrent_params& params) {
    auto const urls = std::exchange(params.trackers, {});
    auto const tiers = std::exchange(params.tracker_tiers, {});
    std::vector<lt::announce_entry> trackers;
    for (std::size_t i = 0; i < urls.size(); ++i) {
        if (std::ranges::find(trackers, urls[i], &lt::announce_entry::url) != trackers.end())
            continue;
        trackers.emplace_back(urls[i]);
        trackers.back().tier = static_cast<std::uint8_t>(i < tiers.size() ? tiers[i] : 0);
    }
    return trackers;
}

void append_tiers(std::vector<std::string> const& urls, std::vector<lt::announce_entry>& trackers) {
    int last = -1;
    for (lt::announce_entry const& tracker : trackers)
        last = std::max<int>(last, tracker.tier);
    for (std::string const& url : urls) {
        if (std::ranges::find(trackers, url, &lt::announce_entry::url) != trackers.end())
            continue;
        constexpr int last_tier = std::numeric_limits<std::uint8_t>::max();
        trackers.emplace_back(url);
        trackers.back().tier = static_cast<std::uint8_t>(last = std::min(last + 1, last_tier));
    }
}

lt::ip_filter to_filter(std::vector<policy::AddressRange> const& ranges) {
    lt::ip_filter filter;
    for (policy::AddressRange const& range : ranges)
        filter.add_rule(to_address(range.first), to_address(range.last), lt::ip_filter::blocked);
    return filter;
}

std::vector<lt::tcp::endpoint> to_endpoints(std::vector<api::Endpoint> const& endpoints) {
    std::vector<lt::tcp::endpoint> literal;
    for (auto const& endpoint : endpoints) {
        lt::error_code ec;
        auto const address = lt::make_address(endpoint.host, ec);
        if (!ec)
            literal.emplace_back(address, endpoint.port);
    }
    return literal;
}

api::Endpoint to_endpoint(lt::tcp::endpoint const& endpoint) {
    return {endpoint.address().to_string(), endpoint.port()};
}

api::TorrentId torrent_id(lt::client_data_t data) {
    return static_cast<api::TorrentId>(reinterpret_cast<std::uintptr_t>(data.get<void>()));
}

namespace {

int known_seeds(lt::torrent_status const& status) {
    // A tracker counts us too.
    int const told = status.num_complete - (status.is_seeding ? 1 : 0);
    return std::max({status.num_seeds, status.list_seeds, told});
}

std::shared_ptr<std::vector<bool> const> some_pieces(lt::torrent_status const& status) {
    auto const& pieces = status.pieces;
    if (status.num_pieces == 0 || status.num_pieces == pieces.size())
        return nullptr;
    return std::make_shared<std::vector<bool> const>(pieces.begin(), pieces.end());
}

} // namespace

Status to_status(api::TorrentId id, lt::torrent_status const& status) {
    using lt::torrent_status;
    auto const state = [&] {
        switch (status.state) {
        case torrent_status::checking_files:
        case torrent_status::checking_resume_data:
            return WireState::checking;
        case torrent_status::downloading_metadata:
            return WireState::metadata;
        case torrent_status::finished:
        case torrent_status::seeding:
            return WireState::finished;
        default:
            return WireState::downloading;
        }
    }();
    return Status{
        .id = id,
        .state = state,
        .wanted = status.total_wanted,
        .done = status.total_wanted_done,
        .pieces_done = status.num_pieces,
        .have = some_pieces(status),
        .down_rate = rate(status.download_payload_rate),
        .up_rate = rate(status.upload_payload_rate),
        .downloaded = status.total_payload_download,
        .uploaded = status.total_payload_upload,
        .wasted = status.total_failed_bytes + status.total_redundant_bytes,
        .peers = status.num_peers,
        .seeds = status.num_seeds,
        .known_peers = status.list_peers,
        .known_seeds = known_seeds(status),
        .copies = static_cast<double>(status.distributed_copies),
        .checked = status.progress_ppm / 1e6,
    };
}

PeerMet to_peer(api::TorrentId id, lt::peer_info const& peer) {
    struct Source {
        lt::peer_source_flags_t flag;
        char const* name;
    };

    static constexpr std::array names{
        Source{lt::peer_info::tracker, "tracker"},
        Source{lt::peer_info::dht, "dht"},
        Source{lt::peer_info::pex, "pex"},
        Source{lt::peer_info::lsd, "lsd"},
        Source{lt::peer_info::resume_data, "resume"},
        Source{lt::peer_info::incoming, "incoming"},
    };
    PeerMet seen{.id = id};
    seen.endpoint = to_endpoint(peer.ip);
    seen.is_outgoing = static_cast<bool>(peer.flags & lt::peer_info::outgoing_connection);
    for (Source const& source : names)
        if (peer.source & source.flag)
            seen.sources.emplace_back(source.name);
    return seen;
}

ResumeReady to_resume(api::TorrentId id, lt::add_torrent_params params) {
    std::vector<bool> have(static_cast<std::size_t>(params.have_pieces.size()));
    for (std::size_t i = 0; i < have.size(); ++i)
        have[i] = params.have_pieces[lt::piece_index_t{static_cast<int>(i)}];
    // The leaves of v2 trees made resume data of hundreds of megabytes; the .torrent's piece layers
    // suffice.
    params.merkle_trees.clear();
    params.merkle_tree_mask.clear();
    params.verified_leaf_hashes.clear();
    auto const bytes = lt::write_resume_data_buf(params);
    return ResumeReady{id, std::string(bytes.begin(), bytes.end()), std::move(have)};
}

} // namespace shoal::engine
