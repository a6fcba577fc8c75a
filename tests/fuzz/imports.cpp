#include "core/base/check.hpp"
#include "core/metainfo/importers.hpp"
#include "tests/fuzz/target.hpp"

namespace {

using namespace shoal;

// A file of 40,000 bytes in two pieces; no client looks at its hash.
std::string torrent() {
    return "d4:infod6:lengthi40000e4:name1:f12:piece lengthi32768e6:pieces40:" +
           std::string(40, 'x') + "ee";
}

void check(Result<metainfo::Imported> const& result) {
    if (!result) {
        SHOAL_CHECK(result.error().code == Errc::invalid_input);
        return;
    }
    SHOAL_CHECK(result->have.empty() || result->have.size() == 2);
    SHOAL_CHECK(result->wanted.size() == 1 && result->unchanged_since.size() == 1);
    SHOAL_CHECK(!result->complete || result->have == std::vector<bool>(2, true));
}

} // namespace

// Whatever a client's file says, no more pieces are believed in than there are.
void shoal::fuzz::one_input(std::string_view bytes) {
    check(metainfo::import_transmission(torrent(), bytes));
    check(metainfo::import_qbittorrent(torrent(), bytes, {}));
    check(metainfo::import_rtorrent(torrent(), bytes, bytes));
}
