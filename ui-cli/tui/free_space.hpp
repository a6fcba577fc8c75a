#pragma once

#include "core/base/file.hpp"
#include "core/base/mailbox.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace shoal::tui {

/// Bytes where a folder is, or is to be; nothing: unknown. May block for as long as the folder
/// hangs.
[[nodiscard]] std::optional<std::int64_t> free_space_of(fs::path const& dir);

using SpaceOf = std::function<std::optional<std::int64_t>(fs::path const& dir)>;

/// How much room there is where a folder is, or is to be. A folder may hang: each is asked on a
/// thread of its own, for which nobody waits, not even at the end.
class FreeSpaceDesk {
public:
    struct Found {
        fs::path dir;
        std::optional<std::int64_t> bytes; ///< nothing: unknown
    };

    explicit FreeSpaceDesk(SpaceOf space_of) : space_of_(std::move(space_of)) {}

    /// False: several hang, and nothing is asked. Never blocks.
    bool ask(fs::path const& dir);
    /// What was found since. Never blocks.
    [[nodiscard]] std::vector<Found> take();

private:
    static constexpr int most_at_once = 4;

    struct Shared {
        Mailbox<Found> found{64};
        std::atomic<int> under_way = 0;
    };

    SpaceOf space_of_; ///< a copy for each thread
    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

} // namespace shoal::tui
