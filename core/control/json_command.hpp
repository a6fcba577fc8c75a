#pragma once

#include "core/api/question.hpp"

namespace shoal::control {

/// {"command":"pause","ids":[1,2]}: a command's name and its fields as in api/command.hpp; what is
/// absent keeps its default. `torrent` of "add" is base64.
[[nodiscard]] std::string to_json(api::Command const& command);
/// Any bytes. invalid_input names the field in `where`.
[[nodiscard]] Result<api::Command> command_from_json(std::string_view text);

/// {"question":"files","id":3}
[[nodiscard]] std::string to_json(api::Question const& question);
[[nodiscard]] Result<api::Question> question_from_json(std::string_view text);

} // namespace shoal::control
