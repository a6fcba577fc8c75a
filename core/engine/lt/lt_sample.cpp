#include "core/engine/lt/lt_sample.hpp"

#include "core/engine/lt/lt_convert.hpp"
#include "core/engine/lt/lt_farewell.hpp"
#include "core/engine/lt/lt_pex_ear.hpp"

#include <libtorrent/entry.hpp>
#include <libtorrent/error_code.hpp>
#include <libtorrent/peer_connection_handle.hpp>
#include <libtorrent/session_handle.hpp>
#include <libtorrent/torrent_flags.hpp>
#include <libtorrent/torrent_handle.hpp>
#include <libtorrent/torrent_info.hpp>

#include <algorithm>

namespace shoal::engine {
namespace {

using health::PieceSet;

// A peer that has nothing need not send a bitfield (BEP 3): who is silent for so long has none.
constexpr auto silence_means_nothing = 10s;

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

PieceSet to_set(lt::bitfield const& bits) {
    PieceSet set{static_cast<std::size_t>(bits.size())};
    for (int i = 0; i < bits.size(); ++i)
        if (bits[i])
            set.set(static_cast<std::size_t>(i));
    return set;
}

health::Origins origins_of(lt::peer_info const& peer) {
    struct Source {
        lt::peer_source_flags_t flag;
        health::Origin origin;
    };

    static constexpr std::array sources{
        Source{lt::peer_info::tracker, health::from_tracker},
        Source{lt::peer_info::dht, health::from_dht},
        Source{lt::peer_info::pex, health::from_pex},
        Source{lt::peer_info::lsd, health::from_lsd},
        Source{lt::peer_info::incoming, health::from_incoming},
        Source{lt::peer_info::resume_data, health::from_resume},
    };
    health::Origins origins = 0;
    for (Source const& source : sources)
        if (peer.source & source.flag)
            origins |= source.origin;
    return origins;
}

class SampledPeer;

/// What sampling knows of one torrent. Without peers next to nothing: there may be thousands.
struct Swarm {
    lt::torrent_handle handle;
    lt::session_handle session;
    api::TorrentId id = 0;
    bool has_pex = false; ///< we have
    std::map<health::PeerNumber, SampledPeer*> peers;
    health::PeerNumber last = 0;
    std::vector<health::Leave> left;
    health::DialFaults faults;

    [[nodiscard]] bool is_observed() const {
        return static_cast<bool>(handle.flags() & lt::torrent_flags::upload_mode);
    }

    /// Not known before the metadata is (BEP 27).
    [[nodiscard]] bool is_private() const {
        auto const info = handle.torrent_file();
        return info && info->priv();
    }
};

class SampledPeer final : public lt::peer_plugin {
public:
    SampledPeer(lt::peer_connection_handle peer, std::shared_ptr<Swarm> swarm, bool is_observed)
        : peer_(std::move(peer)), swarm_(std::move(swarm)), is_observed_(is_observed) {}

    ~SampledPeer() override { swarm_->peers.erase(number_); }

    SampledPeer(SampledPeer const&) = delete;
    SampledPeer& operator=(SampledPeer const&) = delete;

    /// Seeds hang up on who says that it will not download; an observer wants to see them.
    void add_handshake(lt::entry& handshake) override {
        if (is_observed_)
            handshake.dict().erase("upload_only");
    }

    bool can_disconnect(lt::error_code const& error) override {
        return !is_observed_ || (error != lt::errors::upload_upload_connection &&
                                 error != lt::errors::uninteresting_upload_peer);
    }

    bool on_handshake(lt::span<char const>) override {
        number_ = ++swarm_->last;
        swarm_->peers.emplace(number_, this);
        met_ = now();
        return true;
    }

    void on_disconnect(lt::error_code const& error) override {
        if (number_ == 0)
            count_fault(error, swarm_->faults);
        else if (swarm_->peers.erase(number_) > 0)
            swarm_->left.push_back({name(), leave_reason(error), peer_.is_seed()});
    }

    bool on_bitfield(lt::bitfield const&) override { return heard(); }

    bool on_have_all() override { return heard(); }

    bool on_have_none() override { return heard(); }

    bool on_have(lt::piece_index_t) override { return heard(); }

    bool on_extension_handshake(lt::bdecode_node const& handshake) override {
        pex_.meet(handshake, peer_);
        has_pex_ = pex_.has_pex() && swarm_->has_pex && !swarm_->is_private();
        return true;
    }

    /// Ours comes before ut_pex, which takes the message for itself. An observer has no use of
    /// ut_pex, which would also tell; it tries whom it hears of by itself.
    bool on_extended(int length, int message, lt::span<char const> body) override {
        if (message != PexEar::message || body.size() != length)
            return false;
        auto const fresh = pex_.hear(body, swarm_->session.listen_port());
        if (is_observed_ && !swarm_->is_private())
            for (lt::tcp::endpoint const& endpoint : fresh)
                swarm_->handle.connect_peer(endpoint, lt::peer_info::pex);
        return false;
    }

    [[nodiscard]] health::PeerSample look(bool has_metadata) {
        lt::peer_info info;
        peer_.get_peer_info(info);
        auto const has = [&](lt::peer_flags_t flag) {
            return static_cast<bool>(info.flags & flag);
        };
        if (has_metadata)
            update_pieces(info);
        return {
            .number = number_,
            .name = name(),
            .client = info.client,
            .origins = origins_of(info),
            .is_outgoing = peer_.is_outgoing(),
            .is_seed = has(lt::peer_info::seed),
            .is_upload_only = peer_.upload_only(),
            .pieces = pieces_,
            .we_want = has(lt::peer_info::interesting),
            .it_wants = has(lt::peer_info::remote_interested),
            .we_choke = has(lt::peer_info::choked),
            .it_chokes = has(lt::peer_info::remote_choked),
            .is_snubbed = has(lt::peer_info::snubbed),
            .downloaded = info.total_download,
            .uploaded = info.total_upload,
            .down_rate = info.payload_down_speed,
            .hash_fails = info.num_hashfails,
            .listens = pex_.listens(),
            .named = pex_.named(),
            .has_pex = has_pex_,
        };
    }

private:
    bool heard() {
        is_changed_ = has_told_ = true;
        return false;
    }

    void update_pieces(lt::peer_info const& info) {
        has_told_ = has_told_ || now() - met_ > silence_means_nothing;
        if (!has_told_ || (pieces_ && !is_changed_))
            return;
        pieces_ = std::make_shared<PieceSet const>(to_set(info.pieces));
        is_changed_ = false;
    }

    [[nodiscard]] api::PeerName name() const {
        auto const& remote = peer_.remote();
        api::PeerName name{{remote.address().to_string(), remote.port()}, {}};
        std::ranges::copy(peer_.pid(), name.id.begin());
        return name;
    }

    lt::peer_connection_handle peer_;
    std::shared_ptr<Swarm> swarm_;
    bool is_observed_;
    health::PeerNumber number_ = 0; ///< 0 until it has shaken hands
    SteadyTime met_{};
    std::shared_ptr<PieceSet const> pieces_;
    bool has_told_ = false;
    bool is_changed_ = false;
    PexEar pex_;
    bool has_pex_ = false; ///< both sides have
};

class SampledTorrent final : public lt::torrent_plugin {
public:
    explicit SampledTorrent(std::shared_ptr<Swarm> swarm) : swarm_(std::move(swarm)) {}

    /// A web seed is none of the swarm's peers: it shakes no hands, and its faults are its own.
    std::shared_ptr<lt::peer_plugin>
    new_connection(lt::peer_connection_handle const& peer) override {
        if (peer.type() != lt::connection_type::bittorrent)
            return nullptr;
        return std::make_shared<SampledPeer>(peer, swarm_, swarm_->is_observed());
    }

private:
    std::shared_ptr<Swarm> swarm_;
};

/// Calls of the handle are answered at once here: this is the thread that they would wait for.
void look_at_us(lt::torrent_handle const& handle, health::Sample& sample) {
    auto const status =
        handle.status(lt::torrent_handle::query_pieces | lt::torrent_handle::query_torrent_file);
    auto& us = sample.us;
    us.is_observing = static_cast<bool>(status.flags & lt::torrent_flags::upload_mode);
    us.has_metadata = status.has_metadata;
    us.wanted = status.total_wanted;
    us.done = status.total_wanted_done;
    us.down_rate = status.download_payload_rate;
    us.up_rate = status.upload_payload_rate;
    us.downloaded = status.total_payload_download;
    us.uploaded = status.total_payload_upload;
    if (auto const info = status.torrent_file.lock()) {
        us.size = info->total_size();
        us.piece_size = info->piece_length();
        us.have = PieceSet{static_cast<std::size_t>(info->num_pieces())};
        if (status.pieces.empty() && status.is_seeding)
            us.have = PieceSet::full(us.have.size());
    }
    for (int i = 0; i < status.pieces.size(); ++i)
        if (status.pieces[lt::piece_index_t{i}])
            us.have.set(static_cast<std::size_t>(i));
    // −1 until a tracker told.
    if (status.num_complete >= 0)
        sample.scrape_seeds = status.num_complete;
    if (status.num_incomplete >= 0)
        sample.scrape_leeches = status.num_incomplete;
}

health::Sample session_facts(api::SwarmOptions const& options) {
    health::Sample facts;
    facts.dht.enabled = options.dht;
    facts.us.requires_encryption = options.encryption == api::Encryption::require;
    facts.us.upload_slots = options.upload_slots;
    // In a swarm of this machine alone everybody can reach us.
    facts.us.accepts_incoming = options.proxy.empty();
    return facts;
}

class Sampling final : public lt::plugin {
public:
    Sampling(health::Sample facts, bool has_pex, std::shared_ptr<SampleBook> book)
        : facts_(std::move(facts)), has_pex_(has_pex), book_(std::move(book)) {}

    lt::feature_flags_t implemented_features() override { return tick_feature; }

    void added(lt::session_handle const& session) override { session_ = session; }

    std::shared_ptr<lt::torrent_plugin> new_torrent(lt::torrent_handle const& handle,
                                                    lt::client_data_t data) override {
        auto swarm = std::make_shared<Swarm>(Swarm{
            .handle = handle, .session = session_, .id = torrent_id(data), .has_pex = has_pex_});
        swarms_.push_back(swarm);
        return std::make_shared<SampledTorrent>(std::move(swarm));
    }

    void on_tick() override {
        if (now() < next_)
            return;
        next_ = now() + 1s;
        ++second_;
        auto const wanted = book_->take_wanted();
        std::erase_if(swarms_, [](auto const& swarm) { return swarm.expired(); });
        for (auto const& weak : swarms_)
            if (auto const swarm = weak.lock();
                swarm && swarm->handle.is_valid() && is_due(*swarm, wanted))
                sample(*swarm);
    }

private:
    [[nodiscard]] bool is_due(Swarm const& swarm, std::set<api::TorrentId> const& wanted) const {
        bool const has_peers = !swarm.peers.empty() || !swarm.left.empty();
        return wanted.contains(swarm.id) ||
               look_is_due(second_, swarm.id, has_peers, swarm.last > 0);
    }

    void sample(Swarm& swarm) {
        health::Sample sample = facts_;
        sample.at = now();
        sample.wall = std::chrono::system_clock::now();
        look_at_us(swarm.handle, sample);
        sample.peers.reserve(swarm.peers.size());
        for (auto const& [number, peer] : swarm.peers)
            sample.peers.push_back(peer->look(sample.us.has_metadata));
        sample.left = std::exchange(swarm.left, {});
        sample.faults = swarm.faults;
        book_->put(swarm.id, std::move(sample));
    }

    health::Sample facts_;
    bool has_pex_;
    std::shared_ptr<SampleBook> book_;
    lt::session_handle session_;
    std::vector<std::weak_ptr<Swarm>> swarms_;
    SteadyTime next_{};
    unsigned second_ = 0;
};

} // namespace

bool look_is_due(unsigned second, api::TorrentId id, bool has_peers, bool has_met) {
    return (has_peers && (second + id) % 10 == 0) || (has_met && (second + id) % 600 == 0);
}

std::shared_ptr<lt::plugin> sample_plugin(api::SwarmOptions const& options,
                                          std::shared_ptr<SampleBook> book) {
    return std::make_shared<Sampling>(session_facts(options), options.pex, std::move(book));
}

} // namespace shoal::engine
