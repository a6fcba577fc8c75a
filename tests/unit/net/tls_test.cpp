// A server with a certificate made on the spot: the client must refuse it unless the store vouches
// for it and the name fits.
#include "core/net/http_client.hpp"
#include "tests/support/raw_server.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

using namespace shoal;
using namespace shoal::test;

namespace {

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};

using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Freer<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Freer<SSL_free>>;

struct Identity {
    Key key{EVP_EC_gen("P-256")};
    Certificate certificate{X509_new()};
};

Identity self_signed(std::string const& alternative_name) {
    Identity identity;
    auto* const x = identity.certificate.get();
    X509_set_version(x, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), 3600);
    X509_set_pubkey(x, identity.key.get());
    auto const* const name = reinterpret_cast<unsigned char const*>("test"); // NOLINT: their type
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC, name, -1, -1, 0);
    X509_set_issuer_name(x, X509_get_subject_name(x));
    auto* const extension =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternative_name.c_str());
    X509_add_ext(x, extension, -1);
    X509_EXTENSION_free(extension);
    X509_sign(x, identity.key.get(), EVP_sha256());
    return identity;
}

/// Answers every request with "secret" over TLS.
RawServer::Script tls_script(Identity const& identity) {
    auto const context = std::shared_ptr<SSL_CTX>{SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
    SSL_CTX_use_certificate(context.get(), identity.certificate.get());
    SSL_CTX_use_PrivateKey(context.get(), identity.key.get());
    return [context](RawStream& stream, std::stop_token) {
        Session const session{SSL_new(context.get())};
        SSL_set_fd(session.get(), stream.fd());
        if (SSL_accept(session.get()) != 1)
            return;
        char request[4096];
        SSL_read(session.get(), request, sizeof request);
        std::string_view const answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";
        SSL_write(session.get(), answer.data(), static_cast<int>(answer.size()));
        SSL_shutdown(session.get());
    };
}

/// Makes `identity` the only certificate that this process trusts, for a while.
class Trust {
public:
    explicit Trust(Identity const& identity) {
        auto const path = (dir_ / "trusted.pem").string();
        std::unique_ptr<BIO, Freer<BIO_free>> const file{BIO_new_file(path.c_str(), "w")};
        PEM_write_bio_X509(file.get(), identity.certificate.get());
        ::setenv("SSL_CERT_FILE", path.c_str(), 1);
    }

    ~Trust() { ::unsetenv("SSL_CERT_FILE"); }

    Trust(Trust const&) = delete;
    Trust& operator=(Trust const&) = delete;

private:
    TempDir dir_;
};

auto get(RawServer const& server) {
    return net::http_get(fmt::format("https://127.0.0.1:{}/", server.port()), {.timeout = 5s}, {});
}

} // namespace

TEST_CASE("https: a certificate that nobody vouches for is refused") {
    RawServer const server{tls_script(self_signed("IP:127.0.0.1"))};
    auto const got = get(server);
    REQUIRE(!got);
    CHECK(got.error().code == Errc::denied);
    CHECK(got.error().what.find("certificate is not trusted") != std::string::npos);
}

TEST_CASE("https: a trusted certificate for the right name is accepted") {
    auto const identity = self_signed("IP:127.0.0.1");
    Trust const trust{identity};
    RawServer const server{tls_script(identity)};
    CHECK(get(server).value_or("refused") == "secret");
}

TEST_CASE("https: a trusted certificate for another name is refused") {
    auto const identity = self_signed("DNS:example.org");
    Trust const trust{identity};
    RawServer const server{tls_script(identity)};
    auto const got = get(server);
    REQUIRE(!got);
    CHECK(got.error().code == Errc::denied);
}

TEST_CASE("https: a server that speaks plain text is told from a bad certificate") {
    RawServer const server{[](RawStream& stream, std::stop_token) {
        stream.write("HTTP/1.1 400 Bad Request\r\n\r\n");
        stream.read_until("never");
    }};
    auto const got = get(server);
    REQUIRE(!got);
    CHECK(got.error().code == Errc::unavailable);
}
