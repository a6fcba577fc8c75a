#pragma once

#include "core/base/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace shoal {

using Sha1Digest = std::array<std::uint8_t, 20>;
using Sha256Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha1Digest sha1(std::span<std::byte const> bytes);
[[nodiscard]] Sha256Digest sha256(std::span<std::byte const> bytes);

/// A digest of bytes that arrive in parts.
template <class Digest>
class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;

    void update(std::span<std::byte const> bytes);
    /// The digest of all since construction or the last `finish`; starts over.
    [[nodiscard]] Digest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

using Sha1 = Hasher<Sha1Digest>;
using Sha256 = Hasher<Sha256Digest>;
extern template class Hasher<Sha1Digest>;
extern template class Hasher<Sha256Digest>;

/// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(std::span<std::uint8_t const> bytes);
/// Fills `out` from exactly twice as many hexadecimal digits; invalid_input otherwise.
[[nodiscard]] Result<void> from_hex(std::string_view digits, std::span<std::uint8_t> out);

} // namespace shoal
