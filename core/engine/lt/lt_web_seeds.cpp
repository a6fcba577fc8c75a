#include "core/engine/lt/lt_web_seeds.hpp"

#include "core/engine/lt/lt_convert.hpp"
#include "core/engine/lt/lt_farewell.hpp"
#include "core/net/url.hpp"

#include <boost/asio/error.hpp>
#include <libtorrent/peer_connection_handle.hpp>
#include <libtorrent/torrent_handle.hpp>

#include <algorithm>

// libtorrent shows a connection's host and port, but not its URL. Of several web seeds on one
// server it connects to the first that has no connection and did not fail within half a minute
// (urlseed_wait_retry), and so it is named here.

namespace shoal::engine {
namespace {

constexpr auto retry_after = 29s;
// One that gives and fails by turns is not told to have recovered each time.
constexpr auto proven_after = 20s;

class WebConnection;

/// What is known of one torrent. Network thread.
struct SeededTorrent {
    lt::torrent_handle handle;
    api::TorrentId id = 0;
    std::shared_ptr<WireEventBook> book;
    std::set<WebConnection*> open;
    std::map<std::string, SteadyTime> failed_at; ///< those that did not prove themselves since
    std::set<std::string> good;                  ///< that was told

    void fail(std::string const& url) {
        failed_at[url] = std::chrono::steady_clock::now();
        good.erase(url);
    }

    void recover(std::string const& url) {
        failed_at.erase(url);
        if (good.insert(url).second)
            book->put(Recovered{id, url, 0, true});
    }

    [[nodiscard]] bool failed_within(std::string const& url, std::chrono::seconds time) const {
        auto const failed = failed_at.find(url);
        return failed != failed_at.end() &&
               std::chrono::steady_clock::now() - failed->second < time;
    }
};

std::string without_brackets(std::string const& host) {
    return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

class WebConnection final : public lt::peer_plugin {
public:
    WebConnection(lt::peer_connection_handle peer, std::shared_ptr<SeededTorrent> torrent)
        : peer_(std::move(peer)), torrent_(std::move(torrent)), url_(find_url()) {
        torrent_->open.insert(this);
    }

    ~WebConnection() override { torrent_->open.erase(this); }

    WebConnection(WebConnection const&) = delete;
    WebConnection& operator=(WebConnection const&) = delete;

    void on_connected() override { is_connected_ = true; }

    bool on_piece(lt::peer_request const& /*block*/, lt::span<char const> /*bytes*/) override {
        has_given_ = true;
        if (!torrent_->failed_within(url_, proven_after))
            torrent_->recover(url_);
        return false;
    }

    void on_disconnect(lt::error_code const& error) override {
        torrent_->open.erase(this);
        auto reason = web_seed_fault(error, has_given_);
        if (reason.empty() && error.category() != lt::http_category())
            return has_given_ ? torrent_->recover(url_) : void();
        torrent_->fail(url_);
        if (!reason.empty())
            torrent_->book->put(Trouble{torrent_->id, std::move(reason), url_, false, true});
    }

    [[nodiscard]] bool is_connected() const { return is_connected_; }

    [[nodiscard]] std::string const& url() const { return url_; }

    [[nodiscard]] api::WebSeedView view() const {
        lt::peer_info info;
        peer_.get_peer_info(info);
        return {.url = url_,
                .is_connected = true,
                .down_rate = info.payload_down_speed,
                .downloaded = info.total_download,
                .error = {},
                .failing_for = {}};
    }

private:
    [[nodiscard]] std::string find_url() const {
        lt::peer_info info;
        peer_.get_peer_info(info);
        auto const host = without_brackets(info.client); // until it answers, its name in the URL
        auto const port = peer_.remote().port();
        std::vector<std::string> fits;
        for (std::string const& url : torrent_->handle.url_seeds())
            if (leads_to(url, host, port))
                fits.push_back(url);
        auto const next =
            std::ranges::find_if(fits, [this](auto const& url) { return rests(url); });
        if (next != fits.end())
            return *next;
        return fits.empty() ? "http://" + api::to_string(api::Endpoint{host, port}) : fits.front();
    }

    [[nodiscard]] bool rests(std::string const& url) const {
        return !torrent_->failed_within(url, retry_after) &&
               std::ranges::find(torrent_->open, url, &WebConnection::url) == torrent_->open.end();
    }

    lt::peer_connection_handle peer_;
    std::shared_ptr<SeededTorrent> torrent_;
    std::string url_;
    bool is_connected_ = false;
    bool has_given_ = false;
};

class WatchedTorrent final : public lt::torrent_plugin {
public:
    explicit WatchedTorrent(std::shared_ptr<SeededTorrent> torrent)
        : torrent_(std::move(torrent)) {}

    std::shared_ptr<lt::peer_plugin>
    new_connection(lt::peer_connection_handle const& peer) override {
        if (peer.type() != lt::connection_type::url_seed)
            return nullptr;
        return std::make_shared<WebConnection>(peer, torrent_);
    }

private:
    std::shared_ptr<SeededTorrent> torrent_;
};

class WebSeeds final : public WebSeedPlugin {
public:
    explicit WebSeeds(std::shared_ptr<WireEventBook> book) : book_(std::move(book)) {}

    std::shared_ptr<lt::torrent_plugin> new_torrent(lt::torrent_handle const& handle,
                                                    lt::client_data_t data) override {
        auto torrent = std::make_shared<SeededTorrent>(SeededTorrent{.handle = handle,
                                                                     .id = torrent_id(data),
                                                                     .book = book_,
                                                                     .open = {},
                                                                     .failed_at = {},
                                                                     .good = {}});
        torrents_[torrent->id] = torrent;
        if (torrents_.size() > most_before_sweep_) {
            std::erase_if(torrents_, [](auto const& entry) { return entry.second.expired(); });
            most_before_sweep_ = 2 * torrents_.size();
        }
        return std::make_shared<WatchedTorrent>(std::move(torrent));
    }

    std::vector<api::WebSeedView> views(api::TorrentId id) const override {
        std::vector<api::WebSeedView> views;
        auto const found = torrents_.find(id);
        auto const torrent = found == torrents_.end() ? nullptr : found->second.lock();
        if (torrent)
            for (WebConnection const* const connection : torrent->open)
                if (connection->is_connected())
                    views.push_back(connection->view());
        return views;
    }

private:
    std::shared_ptr<WireEventBook> book_;
    std::map<api::TorrentId, std::weak_ptr<SeededTorrent>> torrents_;
    std::size_t most_before_sweep_ = 64;
};

/// libtorrent takes a login in a URL, and ours does not.
std::string without_login(std::string url) {
    auto const begin = url.find("://") + 3;
    auto const at = url.find('@', begin);
    if (at < url.find_first_of("/?#", begin))
        url.erase(begin, at + 1 - begin);
    return url;
}

} // namespace

bool leads_to(std::string const& url, std::string const& host, std::uint16_t port) {
    auto const parts = net::parse_url(without_login(url));
    return parts && parts->host == host && parts->port == port;
}

std::string web_seed_fault(lt::error_code const& error, bool gave) {
    using namespace lt::errors;
    static constexpr std::array harmless{redirecting, torrent_finished, stopping_torrent,
                                         session_closing};
    bool const is_usual = leave_reason(error) == health::LeaveReason::redundant ||
                          std::ranges::any_of(harmless, [&](auto code) { return error == code; });
    if (is_usual || !error || error == boost::asio::error::operation_aborted ||
        error.category() == lt::http_category())
        return {};
    if (error != boost::asio::error::eof)
        return error.message();
    return gave ? "" : "it closed the connection without an answer";
}

std::shared_ptr<WebSeedPlugin> web_seed_plugin(std::shared_ptr<WireEventBook> book) {
    return std::make_shared<WebSeeds>(std::move(book));
}

} // namespace shoal::engine
