#include "ui-cli/term/background.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace shoal::term {
namespace {

// ITU-R BT.601: how bright each primary looks.
constexpr std::array<double, 3> brightness{0.299, 0.587, 0.114};
constexpr std::size_t most_digits = 4;

/// "ff" of ff, "7fff" of ffff: 0 to 1.
std::optional<double> read_share(std::string_view digits) {
    unsigned value = 0;
    auto const* const end = digits.data() + digits.size();
    auto const [stop, error] = std::from_chars(digits.data(), end, value, 16);
    if (digits.empty() || digits.size() > most_digits || error != std::errc{} || stop != end)
        return std::nullopt;
    return static_cast<double>(value) / static_cast<double>((1U << (4 * digits.size())) - 1);
}

/// The text up to the next '/', which is taken away with it.
std::string_view take_part(std::string_view& text) {
    auto const part = text.substr(0, text.find('/'));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    return part;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
    bool const has_it = text.starts_with(prefix);
    text.remove_prefix(has_it ? prefix.size() : 0);
    return has_it;
}

} // namespace

bool is_worth_asking(AskedTerminal const& terminal) {
    bool const is_screen = terminal.name.starts_with("screen") && !terminal.in_tmux;
    return terminal.colours >= 256 && !is_screen;
}

std::optional<Background> read_background(std::string_view answer) {
    bool const has_alpha = take_prefix(answer, "rgba:");
    if (!has_alpha && !take_prefix(answer, "rgb:"))
        return std::nullopt;
    std::size_t const slashes = has_alpha ? 3 : 2;
    if (static_cast<std::size_t>(std::count(answer.begin(), answer.end(), '/')) != slashes)
        return std::nullopt;
    double light = 0;
    for (auto const weight : brightness) {
        auto const share = read_share(take_part(answer));
        if (!share)
            return std::nullopt;
        light += weight * *share;
    }
    if (has_alpha && !read_share(answer))
        return std::nullopt;
    return light > 0.5 ? Background::light : Background::dark;
}

} // namespace shoal::term
