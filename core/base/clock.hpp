#pragma once

#include <chrono>

namespace shoal {

using SteadyTime = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::system_clock::time_point;
using namespace std::chrono_literals; // NOLINT(google-build-using-namespace): literals only

/// Where time comes from. Decisions use `now` (monotonic); `wall` is for what people and files
/// read.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual SteadyTime now() const = 0;
    [[nodiscard]] virtual WallTime wall() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] SteadyTime now() const override { return std::chrono::steady_clock::now(); }

    [[nodiscard]] WallTime wall() const override { return std::chrono::system_clock::now(); }
};

/// Stands still until a test advances it.
class FakeClock final : public Clock {
public:
    [[nodiscard]] SteadyTime now() const override { return SteadyTime{elapsed_}; }

    [[nodiscard]] WallTime wall() const override {
        return WallTime{std::chrono::duration_cast<WallTime::duration>(elapsed_)};
    }

    void advance(std::chrono::nanoseconds by) { elapsed_ += by; }

private:
    std::chrono::nanoseconds elapsed_{std::chrono::hours{24 * 365 * 56}};
};

} // namespace shoal
