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
void attach_lab(CLI::App& root, Context& context);
void attach_help(CLI::App& root, Context& context);
void attach_version(CLI::App& root, Context& context);
void attach_completion(CLI::App& root, Context& context);

} // namespace shoal::cli
