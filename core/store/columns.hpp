#pragma once

#include "core/base/clock.hpp"
#include "core/store/database.hpp"

#include <array>
#include <chrono>
#include <concepts>
#include <optional>
#include <span>

namespace shoal::store {

/// Bytes that are no text.
struct Blob {
    std::string_view bytes;
};

/// Gives a statement its values in the order of its parameters. Times are kept as nanoseconds since
/// 1970, durations as seconds.
class Parameters {
public:
    explicit Parameters(Statement& statement) : statement_(statement) {}

    template <class... T>
    void put(T const&... values) {
        (put_one(values), ...);
    }

private:
    template <std::integral T>
    void put_one(T value) {
        statement_.put_integer(next_++, static_cast<std::int64_t>(value));
    }

    void put_one(double value) { statement_.put_real(next_++, value); }

    void put_one(std::string const& value) { statement_.put_text(next_++, value); }

    void put_one(fs::path const& value) { statement_.put_text(next_++, value.native()); }

    void put_one(Blob value) { statement_.put_blob(next_++, value.bytes); }

    template <std::size_t Size>
    void put_one(std::array<std::uint8_t, Size> const& value) {
        auto const bytes = std::as_bytes(std::span{value});
        put_one(Blob{{reinterpret_cast<char const*>(bytes.data()), bytes.size()}});
    }

    void put_one(std::chrono::seconds value) { put_one(value.count()); }

    void put_one(WallTime value) {
        put_one(std::chrono::nanoseconds{value.time_since_epoch()}.count());
    }

    template <class T>
    void put_one(std::optional<T> const& value) {
        if (value)
            put_one(*value);
        else
            statement_.put_null(next_++);
    }

    Statement& statement_;
    int next_ = 0;
};

/// Takes the columns of a statement's row one after the other.
class Columns {
public:
    explicit Columns(Statement const& statement) : statement_(statement) {}

    template <class T>
    T take() {
        if constexpr (requires(T value) { value.has_value(); }) {
            if (statement_.is_null(next_)) {
                ++next_;
                return std::nullopt;
            }
            return take<typename T::value_type>();
        } else if constexpr (std::floating_point<T>) {
            return static_cast<T>(statement_.real(next_++));
        } else if constexpr (std::integral<T>) {
            return static_cast<T>(statement_.integer(next_++));
        } else if constexpr (std::same_as<T, std::chrono::seconds>) {
            return std::chrono::seconds{statement_.integer(next_++)};
        } else if constexpr (std::same_as<T, WallTime>) {
            return WallTime{std::chrono::nanoseconds{statement_.integer(next_++)}};
        } else if constexpr (requires { std::tuple_size<T>::value; }) {
            return digest<T>(statement_.bytes(next_++));
        } else {
            return T{statement_.bytes(next_++)};
        }
    }

private:
    /// The schema sees to it that the size is right.
    template <class T>
    static T digest(std::string const& bytes) {
        T value{};
        std::copy_n(bytes.begin(), std::min(bytes.size(), value.size()), value.begin());
        return value;
    }

    Statement const& statement_;
    int next_ = 0;
};

} // namespace shoal::store
