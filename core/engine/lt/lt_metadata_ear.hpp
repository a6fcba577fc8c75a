#pragma once

#include "core/engine/lt/outbox.hpp"
#include "core/engine/wire.hpp"

#include <libtorrent/bdecode.hpp>
#include <libtorrent/extensions.hpp>
#include <libtorrent/span.hpp>

#include <memory>
#include <vector>

namespace shoal::engine {

/// Overhears how much of a magnet's metadata has come (BEP 9), which libtorrent keeps to itself.
class MetadataEar {
public:
    /// The number that libtorrent's ut_metadata gives its messages in our extension handshake.
    static constexpr int message = 2;
    static constexpr int piece_size = 16 * 1024;
    static constexpr int largest = 4 * 1024 * 1024; ///< as libtorrent bounds it

    /// A peer's extension handshake; true: the count is another than before. As with libtorrent the
    /// newest peer's word for the size holds.
    [[nodiscard]] bool meet(lt::bdecode_node const& handshake);
    /// A whole message of a peer; as above. A piece of another size than that is none.
    [[nodiscard]] bool hear(lt::span<char const> body);

    /// It is whole and was wrong: libtorrent begins anew.
    void restart() { has_.assign(has_.size(), false); }

    [[nodiscard]] bool is_whole() const { return !has_.empty() && done() == of(); }

    [[nodiscard]] int done() const;

    /// 0: nobody told.
    [[nodiscard]] int of() const { return static_cast<int>(has_.size()); }

private:
    /// False for one that cannot be, and for the number of pieces that is known.
    [[nodiscard]] bool take_size(std::int64_t size);

    int size_ = 0;
    std::vector<bool> has_;
};

using MetadataBook = Outbox<MetadataPieces>;

/// Notes each change of the count while the torrent has no metadata; null for one that has. To be
/// added before libtorrent's ut_metadata, which takes its messages for itself.
[[nodiscard]] std::shared_ptr<lt::torrent_plugin>
overhear_metadata(lt::torrent_handle const& handle, api::TorrentId id,
                  std::shared_ptr<MetadataBook> book);

} // namespace shoal::engine
