#pragma once

#include "core/store/database.hpp"

#include <mutex>

namespace shoal::store {

/// A connection for reading that threads take turns with. It sees what is committed.
class Reader {
public:
    explicit Reader(std::unique_ptr<Database> database) : database_(std::move(database)) {}

    /// `what` of the database.
    template <class What>
    auto read(What const& what) {
        std::scoped_lock const lock(mutex_);
        return what(*database_);
    }

private:
    std::mutex mutex_;
    std::unique_ptr<Database> database_;
};

} // namespace shoal::store
