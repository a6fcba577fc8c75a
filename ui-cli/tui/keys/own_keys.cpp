// A user's own keys: the table of a preset with some actions on other keys.

#include "core/base/nearest.hpp"
#include "core/base/text.hpp"
#include "ui-cli/term/utf8.hpp"
#include "ui-cli/tui/keys/action_names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>

namespace shoal::tui {
namespace {

constexpr std::array<std::string_view, 15> named_keys{
    "Up",    "Down", "Left", "Right",   "Home",      "End",    "PgUp",  "PgDn",
    "Enter", "Esc",  "Tab",  "BackTab", "Backspace", "Delete", "Insert"};

/// Nobody who lacks these could find out, or leave.
constexpr std::array indispensable{Action::help, Action::back, Action::quit};

bool is_function_key(std::string_view key) {
    static constexpr std::array<std::string_view, 12> names{"F1", "F2", "F3", "F4",  "F5",  "F6",
                                                            "F7", "F8", "F9", "F10", "F11", "F12"};
    return std::ranges::find(names, key) != names.end();
}

/// "^A"; those that a terminal sends for Tab, Enter, Backspace and Esc come under these names.
bool is_control_key(std::string_view key) {
    static constexpr std::string_view letters = "ABCDEFGKLNOPQRSTUVWXYZ";
    return key.size() == 2 && key[0] == '^' && letters.find(key[1]) != std::string_view::npos;
}

bool is_character(std::string_view key) {
    return !key.empty() && term::first_sequence(key).size() == key.size() &&
           static_cast<unsigned char>(key[0]) > ' ' && key[0] != '\x7f';
}

bool is_key(std::string_view key) {
    return key == "Space" || std::ranges::find(named_keys, key) != named_keys.end() ||
           is_function_key(key) || is_control_key(key) || is_character(key);
}

std::vector<std::string> words_of(std::string const& keys) {
    auto words = split(keys, ' ');
    std::erase(words, "");
    return words;
}

tl::unexpected<Error> refused(api::KeyChoice const& choice, std::string const& why) {
    return fail(Errc::invalid_input, fmt::format("keys.{}: {}", choice.action, why), choice.from);
}

Result<Action> action_of_choice(api::KeyChoice const& choice) {
    auto const action = action_named(choice.action);
    if (action != Action::none)
        return action;
    auto const near = nearest(choice.action, action_names());
    return fail(Errc::invalid_input,
                fmt::format("there is no action '{}'; {}", choice.action,
                            near.empty() ? "F1 on the screen and the manual name them all"
                                         : fmt::format("did you mean '{}'?", near)),
                choice.from);
}

Result<std::string> keys_of_choice(api::KeyChoice const& choice, Action action) {
    auto const words = words_of(choice.keys);
    bool const is_needed = std::ranges::find(indispensable, action) != indispensable.end();
    if (words.empty() && is_needed)
        return refused(choice, "this must have a key");
    for (auto word = words.begin(); word != words.end(); ++word)
        if (std::find(words.begin(), word, *word) != word)
            return refused(choice, fmt::format("'{}' stands there twice", *word));
    for (auto const& word : words)
        if (!is_key(word))
            return refused(choice,
                           fmt::format("there is no key '{}'; keys are characters, Space, ^A and "
                                       "its like, F1 to F12, {}",
                                       word, fmt::join(named_keys, ", ")));
    return fmt::format("{}", fmt::join(words, " "));
}

} // namespace

/// The table that came of the choices, with the texts that its lines are views of.
class Keymap::Own {
public:
    explicit Own(std::span<Binding const> preset) : bindings_(preset.begin(), preset.end()) {}

    Result<void> take(api::KeyChoice const& choice) {
        SHOAL_TRY(auto const action, action_of_choice(choice));
        SHOAL_TRY(auto keys, keys_of_choice(choice, action));
        auto const& text = texts_.emplace_back(std::move(keys));
        chosen_[action] = &choice;
        if (!has(action)) // what only the other preset has keys for
            std::ranges::copy_if(key_table(Preset::rtorrent), std::back_inserter(bindings_),
                                 [&](Binding const& each) { return each.action == action; });
        int done = 0; // screens that have it already: the new keys stand once on each
        for (auto& binding : bindings_) {
            if (binding.action != action)
                continue;
            binding.scopes &= ~done;
            binding.keys = text;
            done |= binding.scopes;
        }
        std::erase_if(bindings_, [](Binding const& binding) {
            return binding.scopes == 0 || binding.keys.empty();
        });
        return {};
    }

    /// Each key does one thing on a screen. Once all choices are in.
    [[nodiscard]] Result<void> check() const {
        for (Scope const scope : every_scope) {
            std::map<std::string_view, Action> taken;
            for (auto const& binding : bindings_)
                if ((binding.scopes & scope) != 0)
                    for (auto const key : keys_of(binding)) {
                        SHOAL_TRY_VOID(check_free(taken, key, binding.action));
                    }
        }
        return {};
    }

    [[nodiscard]] std::span<Binding const> bindings() const { return bindings_; }

private:
    [[nodiscard]] bool has(Action action) const {
        return std::ranges::find(bindings_, action, &Binding::action) != bindings_.end();
    }

    using Taken = std::map<std::string_view, Action>;

    Result<void> check_free(Taken& taken, std::string_view key, Action action) const {
        auto const [before, is_free] = taken.emplace(key, action);
        if (is_free)
            return {};
        auto const found = chosen_.find(action);
        bool const is_chosen = found != chosen_.end();
        auto const other = is_chosen ? before->second : action;
        auto const& choice = is_chosen ? *found->second : *chosen_.at(before->second);
        if (auto const rival = chosen_.find(other); rival != chosen_.end())
            return refused(choice, fmt::format("'{}' is given to '{}' too ({}), and both are on "
                                               "one screen; give one of them another",
                                               key, name_of(other), rival->second->from));
        return refused(choice, fmt::format("'{}' does '{}' on the same screen; give that other "
                                           "keys, too",
                                           key, name_of(other)));
    }

    std::vector<Binding> bindings_;
    std::deque<std::string> texts_;
    std::map<Action, api::KeyChoice const*> chosen_; ///< borrowed while it is made
};

Result<Keymap> Keymap::create(Preset preset, std::span<api::KeyChoice const> choices) {
    Keymap keymap{preset};
    if (choices.empty())
        return keymap;
    auto own = std::make_shared<Own>(key_table(preset));
    for (auto const& choice : choices)
        SHOAL_TRY_VOID(own->take(choice));
    SHOAL_TRY_VOID(own->check());
    keymap.own_ = std::move(own);
    return keymap;
}

std::span<Binding const> Keymap::bindings() const {
    return own_ ? own_->bindings() : key_table(preset_);
}

} // namespace shoal::tui
