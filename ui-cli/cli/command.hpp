#pragma once

#include "ui-cli/cli/context.hpp"

namespace CLI { // NOLINT(readability-identifier-naming): the name is CLI11's
class App;
}

namespace shoal::cli {

// Each attaches one command to the grammar: its flags, its help with an example, and what it does.
void attach_create(CLI::App& root, Context& context);
void attach_edit(CLI::App& root, Context& context);
void attach_magnet(CLI::App& root, Context& context);
void attach_show(CLI::App& root, Context& context);
void attach_verify(CLI::App& root, Context& context);
void attach_get(CLI::App& root, Context& context);
void attach_seed(CLI::App& root, Context& context);
void attach_daemon(CLI::App& root, Context& context);
void attach_add(CLI::App& root, Context& context);
void attach_import(CLI::App& root, Context& context);
void attach_list(CLI::App& root, Context& context);
void attach_info(CLI::App& root, Context& context);
void attach_files(CLI::App& root, Context& context);
void attach_bans(CLI::App& root, Context& context);
void attach_peers(CLI::App& root, Context& context);
void attach_pieces(CLI::App& root, Context& context);
void attach_trackers(CLI::App& root, Context& context);
void attach_pause(CLI::App& root, Context& context);
void attach_resume(CLI::App& root, Context& context);
void attach_remove(CLI::App& root, Context& context);
void attach_recheck(CLI::App& root, Context& context);
void attach_announce(CLI::App& root, Context& context);
void attach_move(CLI::App& root, Context& context);
void attach_rename(CLI::App& root, Context& context);
void attach_set(CLI::App& root, Context& context);
void attach_limit(CLI::App& root, Context& context);
void attach_queue(CLI::App& root, Context& context);
void attach_label(CLI::App& root, Context& context);
void attach_log(CLI::App& root, Context& context);
void attach_health(CLI::App& root, Context& context);
void attach_why(CLI::App& root, Context& context);
void attach_lab(CLI::App& root, Context& context);
void attach_help(CLI::App& root, Context& context);
void attach_version(CLI::App& root, Context& context);
void attach_completion(CLI::App& root, Context& context);

} // namespace shoal::cli
