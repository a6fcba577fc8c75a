#include "core/base/hash.hpp"

#include "core/base/check.hpp"

#include <openssl/evp.h>

namespace shoal {
namespace {

// Fetched once: an implicit fetch for each digest costs OpenSSL 3 more than hashing a small block.
template <class Digest>
EVP_MD const* method() {
    static EVP_MD* const fetched =
        EVP_MD_fetch(nullptr, sizeof(Digest) == sizeof(Sha1Digest) ? "SHA1" : "SHA256", nullptr);
    return fetched;
}

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

template <class Digest>
void start(Context const& context) {
    SHOAL_CHECK(EVP_DigestInit_ex(context.get(), method<Digest>(), nullptr) == 1);
}

template <class Digest>
Digest digest_of(std::span<std::byte const> bytes) {
    thread_local Context const context{EVP_MD_CTX_new()};
    Digest digest{};
    start<Digest>(context);
    bool const done = EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                      EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
    SHOAL_CHECK(done, "OpenSSL refused to hash");
    return digest;
}

int digit_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

Sha1Digest sha1(std::span<std::byte const> bytes) {
    return digest_of<Sha1Digest>(bytes);
}

Sha256Digest sha256(std::span<std::byte const> bytes) {
    return digest_of<Sha256Digest>(bytes);
}

template <class Digest>
struct Hasher<Digest>::State {
    Context context{EVP_MD_CTX_new()};
};

template <class Digest>
Hasher<Digest>::Hasher() : state_(std::make_unique<State>()) {
    start<Digest>(state_->context);
}

template <class Digest>
Hasher<Digest>::~Hasher() = default;
template <class Digest>
Hasher<Digest>::Hasher(Hasher&&) noexcept = default;
template <class Digest>
Hasher<Digest>& Hasher<Digest>::operator=(Hasher&&) noexcept = default;

template <class Digest>
void Hasher<Digest>::update(std::span<std::byte const> bytes) {
    SHOAL_CHECK(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

template <class Digest>
Digest Hasher<Digest>::finish() {
    Digest digest{};
    SHOAL_CHECK(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr) == 1);
    start<Digest>(state_->context);
    return digest;
}

template class Hasher<Sha1Digest>;
template class Hasher<Sha256Digest>;

std::string to_hex(std::span<std::uint8_t const> bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (std::uint8_t const byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

Result<void> from_hex(std::string_view digits, std::span<std::uint8_t> out) {
    if (digits.size() != out.size() * 2)
        return fail(Errc::invalid_input, fmt::format("{} hexadecimal digits expected, {} given",
                                                     out.size() * 2, digits.size()));
    for (std::size_t i = 0; i < out.size(); ++i) {
        int const high = digit_value(digits[2 * i]);
        int const low = digit_value(digits[2 * i + 1]);
        if (high < 0 || low < 0)
            return fail(Errc::invalid_input, "not a hexadecimal number");
        out[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return {};
}

} // namespace shoal
