#pragma once

#include "core/api/command.hpp"

#include <map>
#include <optional>

namespace shoal::store {

// Lists as the bytes of one column (CBOR, RFC 8949: it keeps any byte of a name). Nothing for an
// empty list, nor from bytes that are not of the right form.

[[nodiscard]] std::optional<std::string> pack(std::vector<std::string> const& list);
[[nodiscard]] std::optional<std::string> pack(std::map<std::size_t, std::string> const& list);
[[nodiscard]] std::optional<std::string> pack(std::map<std::size_t, api::FilePriority> const& list);

[[nodiscard]] std::vector<std::string> unpack_texts(std::optional<std::string> const& bytes);
[[nodiscard]] std::map<std::size_t, std::string>
unpack_names(std::optional<std::string> const& bytes);
[[nodiscard]] std::map<std::size_t, api::FilePriority>
unpack_priorities(std::optional<std::string> const& bytes);

} // namespace shoal::store
