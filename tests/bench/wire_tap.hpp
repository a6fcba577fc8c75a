#pragma once

#include "core/base/file.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace shoal::bench {

/// Counts what each address of our private network (netns.hpp) sends and receives in TCP, without
/// headers: alike for every client, and nobody has to be believed. The kernel writes the beginning
/// of each packet on loopback into a ring of ours.
class WireTap {
public:
    WireTap();
    ~WireTap();
    WireTap(WireTap const&) = delete;
    WireTap& operator=(WireTap const&) = delete;

    /// Counts what crossed since the last look. The ring holds 32,768 packets.
    void look();

    // Bytes of `address(n)` so far.
    [[nodiscard]] std::int64_t sent(int n) const { return sent_.at(static_cast<std::size_t>(n)); }

    [[nodiscard]] std::int64_t received(int n) const {
        return received_.at(static_cast<std::size_t>(n));
    }

    /// Whether the ring was full at some time, so that the figures are too low.
    [[nodiscard]] bool has_missed() const;

private:
    void count(std::byte const* ip_packet);

    Fd socket_;
    std::byte* ring_ = nullptr;
    std::size_t next_ = 0; ///< frame of the ring
    std::array<std::int64_t, 256> sent_{};
    std::array<std::int64_t, 256> received_{};
};

} // namespace shoal::bench
