#include "core/engine/lt/lt_pex_ear.hpp"

#include "core/engine/lt/lt_convert.hpp"

#include <libtorrent/address.hpp>
#include <libtorrent/error_code.hpp>
#include <libtorrent/string_view.hpp>

#include <algorithm>

namespace shoal::engine {
namespace {

using Endpoints = std::set<api::Endpoint>;

template <class Address>
Address address_of(lt::string_view bytes) {
    typename Address::bytes_type raw{};
    std::transform(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(raw.size()),
                   raw.begin(), [](char c) { return static_cast<unsigned char>(c); });
    return Address{raw};
}

/// Addresses, each with its port behind it, as PEX packs them; calls `visit` for each.
template <class Address, class Visit>
void for_each_packed(lt::bdecode_node const& message, char const* key, Visit const& visit) {
    constexpr std::size_t size = sizeof(typename Address::bytes_type) + 2;
    auto text = message.dict_find_string_value(key);
    for (; text.size() >= size; text = text.substr(size)) {
        auto const high = static_cast<unsigned char>(text[size - 2]);
        auto const low = static_cast<unsigned char>(text[size - 1]);
        visit(lt::tcp::endpoint{address_of<Address>(text),
                                static_cast<std::uint16_t>(high << 8 | low)});
    }
}

std::string address_text(lt::string_view bytes) {
    if (bytes.size() == sizeof(lt::address_v4::bytes_type))
        return address_of<lt::address_v4>(bytes).to_string();
    if (bytes.size() == sizeof(lt::address_v6::bytes_type))
        return address_of<lt::address_v6>(bytes).to_string();
    return {};
}

} // namespace

void PexEar::meet(lt::bdecode_node const& handshake, lt::peer_connection_handle const& peer) {
    if (handshake.type() != lt::bdecode_node::dict_t)
        return;
    auto const messages = handshake.dict_find_dict("m");
    has_pex_ = messages && messages.dict_find_int_value("ut_pex", 0) > 0;
    our_address_ = address_text(handshake.dict_find_string_value("yourip"));
    auto const& remote = peer.remote();
    auto const said = static_cast<std::uint16_t>(handshake.dict_find_int_value("p", 0));
    listens_ = {remote.address().to_string(), peer.is_outgoing() ? remote.port() : said};
}

std::vector<lt::tcp::endpoint> PexEar::hear(lt::span<char const> body, int our_port) {
    lt::error_code error;
    auto const news = lt::bdecode(body, error);
    if (error || news.type() != lt::bdecode_node::dict_t)
        return {};
    auto names = named_ ? *named_ : Endpoints{};
    std::vector<lt::tcp::endpoint> fresh;
    auto const add = [&](lt::tcp::endpoint const& endpoint) {
        auto name = to_endpoint(endpoint);
        bool const is_us = name.host == our_address_ && name.port == our_port;
        if (!is_us && names.size() < remembered && names.insert(std::move(name)).second)
            fresh.push_back(endpoint);
    };
    auto const drop = [&](lt::tcp::endpoint const& endpoint) {
        names.erase(to_endpoint(endpoint));
    };
    for_each_packed<lt::address_v4>(news, "added", add);
    for_each_packed<lt::address_v6>(news, "added6", add);
    for_each_packed<lt::address_v4>(news, "dropped", drop);
    for_each_packed<lt::address_v6>(news, "dropped6", drop);
    named_ = std::make_shared<Endpoints const>(std::move(names));
    return fresh;
}

} // namespace shoal::engine
