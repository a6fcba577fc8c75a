#pragma once

#include "core/base/result.hpp"

#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): the name is CLI11's
class App;
}

namespace shoal::cli {

/// The flags that all commands for the daemon share, as typed.
struct DaemonFlags {
    std::string socket; ///< empty: where a daemon of this user listens
    bool json = false;

    /// `document`: what --json prints, such as "shoal.list/1".
    void attach(CLI::App& command, std::string const& document);
};

/// Which torrents a command is about, as typed.
struct TorrentWords {
    std::vector<std::string> words; ///< ids, prefixes of info-hashes, filters, "all"
    std::string filter;             ///< of those, only what matches

    /// Adds the argument, and the flag.
    void attach(CLI::App& command, bool is_required = true);
    /// As `attach`, for a command whose last word is something else: `last`, in help.
    void attach_before(CLI::App& command, std::string const& last, std::string const& help);
    /// Takes the last word away from those that name torrents.
    [[nodiscard]] Result<std::string> take_last(std::string const& last);
};

/// The help group of such a last word: an argument that is never parsed, and always required.
inline constexpr auto last_word_group = "Last";

} // namespace shoal::cli
