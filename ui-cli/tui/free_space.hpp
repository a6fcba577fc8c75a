#pragma once

#include "core/base/file.hpp"
#include "core/base/mailbox.hpp"

#include <atomic>
#include <memory>
#include <optional>

namespace shoal::tui {

/// How much room there is where a folder is, or is to be. A folder may hang: each is asked on a
/// thread of its own, for which nobody waits, not even at the end.
class FreeSpaceDesk {
public:
    struct Found {
        fs::path dir;
        std::optional<std::int64_t> bytes; ///< nothing: unknown
    };

    /// Nothing happens while several hang. Never blocks.
    void ask(fs::path const& dir);
    /// What was found since. Never blocks.
    [[nodiscard]] std::vector<Found> take();

private:
    static constexpr int most_at_once = 4;

    struct Shared {
        Mailbox<Found> found{64};
        std::atomic<int> under_way = 0;
    };

    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

} // namespace shoal::tui
