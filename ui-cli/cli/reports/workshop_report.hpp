#pragma once

#include "core/api/torrents.hpp"
#include "ui-cli/cli/context.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shoal::cli {

// What the workshop's commands (create, edit, show, magnet, verify) print alike.

/// "hashing  45%  1.20 GiB of 2.67 GiB  810 MiB/s  ETA 2s".
[[nodiscard]] std::string progress_line(std::string_view doing, api::Progress const& progress);

/// Shows progress on the live line, where there is one.
[[nodiscard]] api::OnProgress live_progress(Printer& printer, std::string doing);

/// Prints the error; the exit status is that of the signal, when one ended the job.
ExitCode failed(Context& context, std::string_view tried, Error const& error);

/// "LABEL       TEXT", labels padded to one width; nothing when the text is empty.
void labelled(Printer& printer, std::string_view label, std::string_view text);

/// Adds info_hash_v1, info_hash_v2 (null for the one there is not).
void add_hashes(nlohmann::ordered_json& document, api::InfoHash const& hash);

/// The text, or null for an empty one.
[[nodiscard]] nlohmann::ordered_json text_or_null(std::string const& text);

void warn_all(Printer& printer, std::vector<api::Warning> const& warnings);

} // namespace shoal::cli
