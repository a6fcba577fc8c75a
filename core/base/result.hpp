#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace shoal {

/// What kind of expected failure: one table maps it to exit statuses, one to RPC results.
enum class Errc { invalid_input, not_found, conflict, denied, io, busy, unavailable, internal };

/// An expected failure, in words for the user.
/// `what`: why it failed and what to do about it. `where`: the path, URL or id concerned, possibly
/// empty.
struct Error {
    Errc code = Errc::internal;
    std::string what;
    std::string where;

    friend bool operator==(Error const&, Error const&) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string what,
                                                std::string where = {}) {
    return tl::make_unexpected(Error{code, std::move(what), std::move(where)});
}

/// For `map_error`: says where an error happened, unless a deeper layer already did.
[[nodiscard]] inline auto at(std::string where) {
    return [where = std::move(where)](Error error) {
        if (error.where.empty())
            error.where = where;
        return error;
    };
}

} // namespace shoal

#define SHOAL_JOIN_INNER(a, b) a##b
#define SHOAL_JOIN(a, b) SHOAL_JOIN_INNER(a, b)

#define SHOAL_TRY_INNER(tmp, decl, ...)                                                            \
    auto tmp = (__VA_ARGS__);                                                                      \
    if (!tmp)                                                                                      \
        return tl::make_unexpected(std::move(tmp).error());                                        \
    decl = std::move(*tmp)

/// SHOAL_TRY(auto bytes, read_file(p)); binds the value, or returns the Error from this function.
#define SHOAL_TRY(decl, ...) SHOAL_TRY_INNER(SHOAL_JOIN(shoal_try_, __LINE__), decl, __VA_ARGS__)

/// SHOAL_TRY_VOID(write_file(p, bytes)); returns the Error from this function, if there is one.
#define SHOAL_TRY_VOID(...)                                                                        \
    do {                                                                                           \
        auto shoal_try_result = (__VA_ARGS__);                                                     \
        if (!shoal_try_result)                                                                     \
            return tl::make_unexpected(std::move(shoal_try_result).error());                       \
    } while (false)
