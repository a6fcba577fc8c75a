#include "core/engine/lt/lt_metadata_ear.hpp"

#include "core/engine/lt/lt_convert.hpp"

#include <libtorrent/error_code.hpp>
#include <libtorrent/peer_connection_handle.hpp>
#include <libtorrent/torrent_handle.hpp>
#include <libtorrent/torrent_info.hpp>

#include <algorithm>

namespace shoal::engine {
namespace {

constexpr int msg_piece = 1; // BEP 9; 0 asks for one, 2 has none

/// What one torrent's plugins share. Network thread.
class Overheard {
public:
    Overheard(lt::torrent_handle handle, api::TorrentId id, std::shared_ptr<MetadataBook> book)
        : handle_(std::move(handle)), id_(id), book_(std::move(book)) {}

    void meet(lt::bdecode_node const& handshake) {
        if (is_wanted() && ear_.meet(handshake))
            tell();
    }

    void hear(lt::span<char const> body) {
        if (!is_wanted())
            return;
        look();
        if (ear_.hear(body))
            tell();
    }

    /// libtorrent judges the last piece after we have heard it.
    void look() {
        if (!ear_.is_whole() || !is_wanted())
            return;
        ear_.restart();
        tell();
    }

private:
    [[nodiscard]] bool is_wanted() const { return !handle_.torrent_file(); }

    void tell() { book_->put({id_, ear_.done(), ear_.of()}); }

    lt::torrent_handle handle_;
    api::TorrentId id_;
    std::shared_ptr<MetadataBook> book_;
    MetadataEar ear_;
};

class OverheardPeer final : public lt::peer_plugin {
public:
    explicit OverheardPeer(std::shared_ptr<Overheard> torrent) : torrent_(std::move(torrent)) {}

    bool on_extension_handshake(lt::bdecode_node const& handshake) override {
        torrent_->meet(handshake);
        return true;
    }

    bool on_extended(int length, int message, lt::span<char const> body) override {
        if (message == MetadataEar::message && body.size() == length)
            torrent_->hear(body);
        return false;
    }

private:
    std::shared_ptr<Overheard> torrent_;
};

class OverheardTorrent final : public lt::torrent_plugin {
public:
    explicit OverheardTorrent(std::shared_ptr<Overheard> torrent) : torrent_(std::move(torrent)) {}

    std::shared_ptr<lt::peer_plugin>
    new_connection(lt::peer_connection_handle const& /*peer*/) override {
        return std::make_shared<OverheardPeer>(torrent_);
    }

    void tick() override { torrent_->look(); }

private:
    std::shared_ptr<Overheard> torrent_;
};

} // namespace

bool MetadataEar::take_size(std::int64_t size) {
    if (size <= 0 || size > largest)
        return false;
    size_ = static_cast<int>(size);
    auto const pieces = static_cast<std::size_t>((size_ + piece_size - 1) / piece_size);
    bool const is_other = pieces != has_.size();
    has_.resize(pieces);
    return is_other;
}

bool MetadataEar::meet(lt::bdecode_node const& handshake) {
    if (handshake.type() != lt::bdecode_node::dict_t)
        return false;
    auto const messages = handshake.dict_find_dict("m");
    return messages && messages.dict_find_int_value("ut_metadata", 0) > 0 &&
           take_size(handshake.dict_find_int_value("metadata_size", 0));
}

bool MetadataEar::hear(lt::span<char const> body) {
    lt::error_code error;
    auto const news = lt::bdecode(body, error); // the piece itself follows the dictionary
    if (news.type() != lt::bdecode_node::dict_t ||
        news.dict_find_int_value("msg_type", -1) != msg_piece)
        return false;
    auto const size = news.dict_find_int_value("total_size", 0);
    bool const is_first = has_.empty() && take_size(size);
    auto const piece = news.dict_find_int_value("piece", -1);
    if (size != size_ || piece < 0 || piece >= of())
        return is_first;
    auto const expected = std::min<std::int64_t>(piece_size, size_ - piece * piece_size);
    if (body.size() - news.data_section().size() != expected)
        return is_first;
    auto const index = static_cast<std::size_t>(piece);
    bool const is_news = !has_[index];
    has_[index] = true;
    return is_news || is_first;
}

int MetadataEar::done() const {
    return static_cast<int>(std::ranges::count(has_, true));
}

std::shared_ptr<lt::torrent_plugin> overhear_metadata(lt::torrent_handle const& handle,
                                                      api::TorrentId id,
                                                      std::shared_ptr<MetadataBook> book) {
    if (handle.torrent_file())
        return nullptr;
    return std::make_shared<OverheardTorrent>(
        std::make_shared<Overheard>(handle, id, std::move(book)));
}

} // namespace shoal::engine
