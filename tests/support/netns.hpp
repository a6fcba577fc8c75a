#pragma once

#include <string>

namespace shoal::test {

/// Moves this process, and all it will start, into a network namespace of its own, whose loopback
/// device answers to 127.0.0.1, ::1 and `address(0)` … `address(255)`. Nothing leaves it.
/// transmission refuses peers in 127/8, and one address a client lets trackers and PEX tell them
/// apart. Call before any thread starts. Needs root, or a kernel that lets users make namespaces.
/// Empty on success, else why not.
[[nodiscard]] std::string enter_private_network();

/// 198.18.N.1, from the range for benchmarks (RFC 2544): public to every client, routed nowhere.
/// Each is in a /24 of its own, since DHT nodes keep only one contact a /24.
[[nodiscard]] std::string address(int n);

} // namespace shoal::test
