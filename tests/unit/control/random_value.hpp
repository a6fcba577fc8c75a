#pragma once

#include "core/control/json_write.hpp"

#include <random>

namespace shoal::test {

/// Fills every field of a value at random, within what JSON readers accept: whole seconds of time,
/// bounds, finite numbers. Strings are any bytes.
class RandomValue {
public:
    explicit RandomValue(unsigned seed) : random_(seed) {}

    template <class T>
    T of() {
        T value{};
        fill(value, {});
        return value;
    }

    template <class T>
    void operator()(std::string_view, T& value, control::Bounds bounds = {}) {
        fill(value, bounds);
    }

private:
    std::int64_t number(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>{least, most}(random_);
    }

    std::size_t few() { return static_cast<std::size_t>(number(0, 3)); }

    void fill(bool& value, control::Bounds) { value = number(0, 1) != 0; }

    void fill(double& value, control::Bounds) { value = std::uniform_real_distribution{}(random_); }

    void fill(std::string& value, control::Bounds) {
        value.resize(few() * 4);
        for (char& c : value)
            c = static_cast<char>(number(-128, 127));
    }

    void fill(fs::path& value, control::Bounds) { value = of<std::string>(); }

    void fill(api::Endpoint& value, control::Bounds) {
        value = {number(0, 1) != 0 ? "2001:db8::1" : "example.org", of<std::uint16_t>()};
    }

    void fill(WallTime& value, control::Bounds) {
        value = WallTime{std::chrono::seconds{number(0, 4'000'000'000)}};
    }

    void fill(std::vector<bool>& value, control::Bounds) {
        value.resize(few() * 5);
        for (std::size_t i = 0; i < value.size(); ++i)
            value[i] = of<bool>();
    }

    template <class Key, class T>
    void fill(std::map<Key, T>& value, control::Bounds) {
        for (std::size_t i = few(); i > 0; --i)
            if constexpr (std::integral<Key>)
                fill(value[of<Key>()], {});
            else
                fill(value[std::string(i, 'k')], {});
    }

    template <std::integral T>
    void fill(T& value, control::Bounds bounds) {
        using Limits = std::numeric_limits<T>;
        auto const most = static_cast<double>(std::min<std::uint64_t>(Limits::max(), 1ULL << 50));
        auto const least = std::max(static_cast<double>(Limits::min()), -most);
        value = static_cast<T>(number(static_cast<std::int64_t>(std::max(bounds.least, least)),
                                      static_cast<std::int64_t>(std::min(bounds.most, most))));
    }

    template <class Rep, class Period>
    void fill(std::chrono::duration<Rep, Period>& value, control::Bounds bounds) {
        Rep count = 0;
        fill(count, bounds);
        value = std::chrono::duration<Rep, Period>{count};
    }

    template <std::size_t Size>
    void fill(std::array<std::uint8_t, Size>& value, control::Bounds) {
        for (auto& byte : value)
            byte = of<std::uint8_t>();
    }

    template <class String>
    void fill(control::Base64<String>& value, control::Bounds bounds) {
        fill(value.bytes, bounds);
    }

    template <control::HasNames Enum>
    void fill(Enum& value, control::Bounds) {
        value = static_cast<Enum>(number(0, static_cast<int>(control::LastOf<Enum>::value)));
    }

    template <class T>
    void fill(std::optional<T>& value, control::Bounds bounds) {
        value.reset();
        if (of<bool>())
            fill(value.emplace(), bounds);
    }

    template <class T>
    void fill(std::shared_ptr<T const>& value, control::Bounds) {
        value = std::make_shared<T const>(of<T>());
    }

    template <class T>
    void fill(std::vector<T>& value, control::Bounds bounds) {
        value.resize(few());
        for (T& item : value)
            fill(item, bounds);
    }

    template <control::HasFields T>
    void fill(T& value, control::Bounds) {
        control::Fields<T>::each(value, *this);
    }

    std::mt19937 random_;
};

} // namespace shoal::test
