#pragma once

#include "core/api/question.hpp"

namespace shoal::control {

// What the daemon answers. Readers take unknown fields for news of a later version.

/// {"id":3,"is_known":false,"info_hash":"…"}
[[nodiscard]] std::string to_json(api::Reply const& reply);
[[nodiscard]] Result<api::Reply> reply_from_json(std::string_view text);

/// {"files":[…]}, {"peers":[…]}, {"pieces":{…}}, {"trackers":[…]}, {"figures":{…}} …
[[nodiscard]] std::string to_json(api::Answer const& answer);
[[nodiscard]] Result<api::Answer> answer_from_json(std::string_view text);

/// {"error":{"code":"not_found","what":"…","where":"…"}}
[[nodiscard]] std::string to_json(Error const& error);
/// The error that the text says; one of kind `internal` when it is none.
[[nodiscard]] Error error_from_json(std::string_view text);

/// Who answers.
struct Version {
    std::string version; ///< of the program
    int api = 1;         ///< of what is said over the socket; they must agree
    std::string session; ///< as in SnapshotDelta
};

inline constexpr int api_version = 1;

[[nodiscard]] std::string to_json(Version const& version);
[[nodiscard]] Result<Version> version_from_json(std::string_view text);

} // namespace shoal::control
