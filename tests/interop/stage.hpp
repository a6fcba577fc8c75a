#pragma once

#include "tests/interop/clients/client.hpp"
#include "tests/interop/opentracker.hpp"
#include "tests/support/content.hpp"
#include "tests/support/shoal.hpp"

namespace shoal::test {

enum class Shape { single, tree };
enum class Via { http, udp, peer }; ///< the tracker's protocol, or no tracker and `--peer`

struct Play {
    Shape shape = Shape::single;
    Via via = Via::http;
    std::string format = "v1";
    std::int64_t size = 16 << 20;
    bool by_magnet = false; ///< the one who gets has only a magnet link (with the tracker in it)
    bool encrypted = false; ///< both sides require it
};

/// All that one transfer needs: content in `seed/NAME`, an empty `leech`, two .torrents with one
/// info-hash, of which one names our opentracker, and one shoal user.
class Stage {
public:
    explicit Stage(Play const& play);

    TempDir dir;
    Shoal shoal;
    std::string name;
    std::string info_hash; ///< v1
    fs::path plain;        ///< .torrent without a tracker
    fs::path tracked;      ///< .torrent with it
    std::string magnet;    ///< with it
    std::optional<Opentracker> tracker;

    [[nodiscard]] fs::path seed_dir() const { return dir / "seed"; }

    [[nodiscard]] fs::path leech_dir() const { return dir / "leech"; }

    /// Fails the test unless one seed is known to the tracker in time.
    void await_seed(std::function<std::string()> const& trace) const;
    /// The difference between what was to be moved and what arrived.
    [[nodiscard]] std::string difference(EmptyFiles empty_files = EmptyFiles::needed) const;

private:
    void make_torrent(fs::path const& path, Play const& play, std::string const& url);
};

// The two directions of every interop test. Each fails with the logs of all who took part.

/// The foreign client seeds; `shoal get` must end with all of it.
void we_get_from(std::unique_ptr<Client> client, Play const& play);
/// `shoal seed`; the foreign client must end with all of it, and ctrl-C must end us.
void we_seed_to(std::unique_ptr<Client> client, Play const& play);

} // namespace shoal::test
