#include "ui-cli/tui/model/asked.hpp"

#include <fmt/format.h>

namespace shoal::tui {
namespace {

template <class Question>
std::string part_of(Question const&) {
    return {};
}

std::string part_of(api::PiecesOf const& question) {
    return question.peer ? api::to_string(*question.peer) : std::string{};
}

std::string part_of(api::HoldersOf const& question) {
    return fmt::format("{}-{}", question.first, question.end);
}

} // namespace

Asked key_of(api::Question const& question) {
    auto const key = []<class Question>(Question const& typed) {
        Asked asked;
        if constexpr (requires { typed.id; })
            asked.id = typed.id;
        asked.of = part_of(typed);
        return asked;
    };
    auto asked = std::visit(key, question);
    asked.question = question.index();
    return asked;
}

} // namespace shoal::tui
