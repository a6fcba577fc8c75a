#pragma once

#include "core/api/command.hpp"

namespace CLI { // NOLINT(readability-identifier-naming): the name is CLI11's
class App;
}

namespace shoal::cli {

/// What get, seed and add say about each torrent, as typed.
struct AddFlags {
    std::vector<std::string> sources;
    std::string dir; ///< empty: not given
    std::vector<std::string> peers;
    std::string seed_ratio;
    std::string seed_time;
    bool check = false;
    std::string output;
    std::vector<std::string> select;
    bool sequential = false;

    void attach(CLI::App& command, std::string const& source_help);
    /// Adds the flags about what is downloaded, and how.
    void attach_download(CLI::App& command);

    /// What the flags say; the source is left to fill in. The error's `where` is the flag.
    [[nodiscard]] Result<api::Add> add() const;
};

} // namespace shoal::cli
