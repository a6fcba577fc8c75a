#include "tests/bench/wire_tap.hpp"

#include "core/base/check.hpp"

#include <arpa/inet.h>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <sys/mman.h>
#include <sys/socket.h>

// packet(7), and the kernel's Documentation/networking/packet_mmap.rst. Copying 256 bytes of each
// packet costs the kernel a tenth of a microsecond; at 180 MB/s there are some 20,000 a second.

namespace shoal::bench {
namespace {

constexpr unsigned frame_size = 256; // the kernel's own header, and what it kept of the packet
constexpr unsigned frames = 32768;
constexpr unsigned block_size = 1 << 16;

/// 198.18.N.1 is N.
std::size_t number_of(in_addr_t address) {
    return ntohl(address) >> 8 & 0xff;
}

void set(int socket, int option, void const* value, socklen_t size) {
    SHOAL_CHECK(::setsockopt(socket, SOL_PACKET, option, value, size) == 0, "packet option {}: {}",
                option, std::strerror(errno));
}

/// Each packet on loopback would come twice: as it leaves and as it arrives.
void take_arriving_packets(int socket) {
    int const version = TPACKET_V2;
    set(socket, PACKET_VERSION, &version, sizeof version);
    int const yes = 1;
    set(socket, PACKET_IGNORE_OUTGOING, &yes, sizeof yes);
    tpacket_req const ring{.tp_block_size = block_size,
                           .tp_block_nr = frames / (block_size / frame_size),
                           .tp_frame_size = frame_size,
                           .tp_frame_nr = frames};
    set(socket, PACKET_RX_RING, &ring, sizeof ring);
    sockaddr_ll where{};
    where.sll_family = AF_PACKET;
    where.sll_protocol = htons(ETH_P_IP);
    where.sll_ifindex = static_cast<int>(::if_nametoindex("lo"));
    SHOAL_CHECK(::bind(socket, reinterpret_cast<sockaddr*>(&where), sizeof where) == 0,
                "cannot listen to lo: {}", std::strerror(errno));
}

} // namespace

WireTap::WireTap() : socket_(::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    SHOAL_CHECK(socket_.get() >= 0, "no packet socket: {}", std::strerror(errno));
    take_arriving_packets(socket_.get());
    void* const ring = ::mmap(nullptr, std::size_t{frames} * frame_size, PROT_READ | PROT_WRITE,
                              MAP_SHARED, socket_.get(), 0);
    SHOAL_CHECK(ring != MAP_FAILED, "cannot map the ring: {}", std::strerror(errno));
    ring_ = static_cast<std::byte*>(ring);
}

WireTap::~WireTap() {
    ::munmap(ring_, std::size_t{frames} * frame_size);
}

void WireTap::look() {
    for (;; next_ = (next_ + 1) % frames) {
        auto* const frame = ring_ + next_ * frame_size;
        auto* const header = reinterpret_cast<tpacket2_hdr*>(frame);
        std::atomic_ref<std::uint32_t> status{header->tp_status}; // shared with the kernel
        if ((status.load(std::memory_order_acquire) & TP_STATUS_USER) == 0)
            return;
        count(frame + header->tp_net);
        status.store(TP_STATUS_KERNEL, std::memory_order_release);
    }
}

void WireTap::count(std::byte const* ip_packet) {
    iphdr ip{};
    std::memcpy(&ip, ip_packet, sizeof ip);
    if (ip.protocol != IPPROTO_TCP)
        return;
    tcphdr tcp{};
    std::memcpy(&tcp, ip_packet + ip.ihl * 4, sizeof tcp);
    auto const payload = ntohs(ip.tot_len) - (ip.ihl + tcp.doff) * 4;
    sent_[number_of(ip.saddr)] += payload;
    received_[number_of(ip.daddr)] += payload;
}

bool WireTap::has_missed() const {
    tpacket_stats stats{};
    socklen_t size = sizeof stats;
    return ::getsockopt(socket_.get(), SOL_PACKET, PACKET_STATISTICS, &stats, &size) != 0 ||
           stats.tp_drops > 0; // the kernel counts from the last time anybody asked
}

} // namespace shoal::bench
