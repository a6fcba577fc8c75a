#pragma once

#include "core/engine/lt/outbox.hpp"
#include "core/engine/wire.hpp"

#include <libtorrent/error_code.hpp>
#include <libtorrent/extensions.hpp>

#include <memory>

namespace shoal::engine {

using WireEventBook = Outbox<WireEvent>;

/// Why a connection to a web seed came to nothing; empty when it ended as they do: we have what we
/// want, it closed after it gave, it sent us elsewhere. `gave`: blocks came over it. That it
/// answered with an error status libtorrent tells by itself.
[[nodiscard]] std::string web_seed_fault(lt::error_code const& error, bool gave);

/// Whether the URL names this host, as it is written there, and port.
[[nodiscard]] bool leads_to(std::string const& url, std::string const& host, std::uint16_t port);

/// Watches our connections to web seeds (BEP 19), of which libtorrent tells but the answers that
/// have an error status, and names that are unknown.
class WebSeedPlugin : public lt::plugin {
public:
    /// Those that we are connected to. Network thread.
    [[nodiscard]] virtual std::vector<api::WebSeedView> views(api::TorrentId id) const = 0;
};

/// Troubles and recoveries go into the book.
[[nodiscard]] std::shared_ptr<WebSeedPlugin> web_seed_plugin(std::shared_ptr<WireEventBook> book);

} // namespace shoal::engine
