#pragma once

#include "core/api/snapshot.hpp"
#include "ui-cli/term/style.hpp"
#include "ui-cli/tui/keys/keymap.hpp"

namespace shoal::tui {

/// How a torrent does, for people.
struct Standing {
    char letter = ' ';     ///< L C M D S P Q V E
    std::string_view word; ///< nine columns at most: "no peers", "stalled"; empty when all is well
    std::string sentence;  ///< what goes on
    term::Role role = term::Role::text;
};

/// Its name; while none is known, its info-hash. Untrusted.
[[nodiscard]] std::string shown_name(api::TorrentView const& torrent);

/// What keys could do about it, to stand behind the sentence: "; T asks again now". Empty: nothing,
/// or no key does it.
[[nodiscard]] std::string way_out(api::TorrentView const& torrent, Scope scope,
                                  Keymap const& keymap);

/// What stands against a swarm in which all goes well, by the copies of its rarest piece, ours
/// among them: "1 src!", "alone!", "few". Empty: nothing does, or nobody is there.
[[nodiscard]] std::string_view rarity_word(api::TorrentView const& torrent);

[[nodiscard]] Standing standing(api::TorrentView const& torrent);

} // namespace shoal::tui
