#include "ui-cli/tui/free_space.hpp"

#include <thread>

namespace shoal::tui {

std::optional<std::int64_t> free_space_of(fs::path const& dir) {
    std::error_code error;
    auto there = dir;
    while (!fs::exists(there, error) && there.has_relative_path())
        there = there.parent_path();
    auto const space = fs::space(there, error);
    return error ? std::nullopt : std::optional{static_cast<std::int64_t>(space.available)};
}

bool FreeSpaceDesk::ask(fs::path const& dir) {
    if (++shared_->under_way > most_at_once) {
        --shared_->under_way;
        return false;
    }
    std::thread{[shared = shared_, space_of = space_of_, dir] {
        (void)shared->found.post({dir, space_of(dir)});
        --shared->under_way;
    }}.detach();
    return true;
}

std::vector<FreeSpaceDesk::Found> FreeSpaceDesk::take() {
    return shared_->found.drain(SteadyTime{});
}

} // namespace shoal::tui
