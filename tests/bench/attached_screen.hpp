#pragma once

namespace shoal::test {

/// Runs the real screen on a pseudo-terminal of 120x36, attached to a session of 10,000 torrents in
/// another process, and prints what it costs: memory, CPU, and the time from a key to output.
void measure_attached_screen();

} // namespace shoal::test
