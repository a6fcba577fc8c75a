#include "ui-cli/tui/free_space.hpp"

#include <thread>

namespace shoal::tui {
namespace {

std::optional<std::int64_t> free_space(fs::path dir) {
    std::error_code error;
    while (!fs::exists(dir, error) && dir.has_relative_path())
        dir = dir.parent_path();
    auto const space = fs::space(dir, error);
    return error ? std::nullopt : std::optional{static_cast<std::int64_t>(space.available)};
}

} // namespace

void FreeSpaceDesk::ask(fs::path const& dir) {
    if (++shared_->under_way > most_at_once) {
        --shared_->under_way;
        return;
    }
    std::thread{[shared = shared_, dir] {
        (void)shared->found.post({dir, free_space(dir)});
        --shared->under_way;
    }}.detach();
}

std::vector<FreeSpaceDesk::Found> FreeSpaceDesk::take() {
    return shared_->found.drain(SteadyTime{});
}

} // namespace shoal::tui
