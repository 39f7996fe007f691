#include "stage/capture.hpp"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <optional>
#include <string_view>

#include "stage/refusal.hpp"
#include "stage/sockets.hpp"

namespace stage {
namespace {

constexpr unsigned frame_size = 2048;  // an MTU of 1500 and the ring's header
constexpr unsigned frames = 2048;
constexpr unsigned block_size = 1U << 16;
constexpr std::uint16_t marker_type = 0x88B5;  // IEEE 802: local experiments
constexpr std::size_t ethernet_header = 14;

template <typename T>
std::optional<T> header_at(std::string_view bytes, std::size_t offset) {
  T header;
  if (bytes.size() < offset + sizeof header) return {};
  std::memcpy(&header, bytes.data() + offset, sizeof header);
  return header;
}

// What an IP header says of its payload.
struct ip_payload {
  int family, protocol;
  std::size_t offset;
  std::int64_t size;
  bool first_fragment;
  const void *source, *destination;
};

std::optional<ip_payload> parse_ip(std::string_view frame) {
  const auto type = static_cast<unsigned char>(frame[12]) << 8 |
                    static_cast<unsigned char>(frame[13]);
  const char* base = frame.data() + ethernet_header;
  if (type == ETH_P_IP) {
    const auto ip = header_at<iphdr>(frame, ethernet_header);
    if (!ip) return {};
    const std::size_t length = ip->ihl * 4U;
    return ip_payload{AF_INET,
                      ip->protocol,
                      ethernet_header + length,
                      ntohs(ip->tot_len) - static_cast<std::int64_t>(length),
                      (ntohs(ip->frag_off) & 0x1fff) == 0,
                      base + offsetof(iphdr, saddr),
                      base + offsetof(iphdr, daddr)};
  }
  if (type == ETH_P_IPV6) {
    const auto ip = header_at<ip6_hdr>(frame, ethernet_header);
    if (!ip) return {};
    return ip_payload{AF_INET6,
                      ip->ip6_nxt,
                      ethernet_header + sizeof *ip,
                      ntohs(ip->ip6_plen),
                      true,
                      base + offsetof(ip6_hdr, ip6_src),
                      base + offsetof(ip6_hdr, ip6_dst)};
  }
  return {};
}

std::optional<captured> parse(std::string_view frame) {
  if (frame.size() < ethernet_header) return {};
  const auto ip = parse_ip(frame);
  if (!ip || !ip->first_fragment) return {};
  captured packet;
  if (ip->protocol == IPPROTO_TCP) {
    const auto tcp = header_at<tcphdr>(frame, ip->offset);
    if (!tcp) return {};
    packet.from = to_text(ip->source, ip->family, tcp->source);
    packet.to = to_text(ip->destination, ip->family, tcp->dest);
    packet.sequence = ntohl(tcp->seq);
    packet.syn = tcp->syn;
    packet.opens = tcp->syn && !tcp->ack;
    packet.size = ip->size - tcp->doff * 4;
    return packet;
  }
  if (ip->protocol == IPPROTO_UDP) {
    const auto udp = header_at<udphdr>(frame, ip->offset);
    if (!udp) return {};
    packet.tcp = false;
    packet.from = to_text(ip->source, ip->family, udp->source);
    packet.to = to_text(ip->destination, ip->family, udp->dest);
    packet.size = ntohs(udp->len) - static_cast<int>(sizeof *udp);
    return packet;
  }
  return {};
}

}  // namespace

capture::capture(const own_network& network, bool records) : network_(network) {
  const int fd = network.packet_socket();
  if (!records) {
    sock_filter code[] = {
        {BPF_LD | BPF_H | BPF_ABS, 0, 0, offsetof(ethhdr, h_proto)},
        {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, marker_type},
        {BPF_RET | BPF_K, 0, 0, ethernet_header},
        {BPF_RET | BPF_K, 0, 0, 0}};
    const sock_fprog only_markers{std::size(code), code};
    if (::setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &only_markers,
                     sizeof only_markers) == -1)
      refuse("packet socket");
    return;
  }
  const int version = TPACKET_V2;
  const tpacket_req request{block_size, frames * frame_size / block_size,
                            frame_size, frames};
  if (::setsockopt(fd, SOL_PACKET, PACKET_VERSION, &version, sizeof version) ==
          -1 ||
      ::setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &request, sizeof request) ==
          -1)
    refuse("packet socket");
  void* ring = ::mmap(nullptr, std::size_t{frames} * frame_size,
                      PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (ring == MAP_FAILED) refuse("mmap");
  ring_ = static_cast<char*>(ring);
}

capture::~capture() {
  if (ring_ != nullptr) ::munmap(ring_, std::size_t{frames} * frame_size);
}

void capture::forget() {
  std::vector<play::packet> packets;
  take(packets);
}

void capture::take_some(std::vector<captured>& found,
                        std::vector<play::packet>& packets, marker& mark) {
  if (ring_ == nullptr) {
    char frame[ethernet_header];
    while (::recv(network_.packet_socket(), frame, sizeof frame, 0) > 0)
      mark.seen = true;
    return;
  }
  for (;;) {
    char* frame = ring_ + std::size_t{next_} * frame_size;
    auto* header = reinterpret_cast<tpacket2_hdr*>(frame);
    std::atomic_ref<__u32> status(header->tp_status);
    if ((status.load(std::memory_order_acquire) & TP_STATUS_USER) == 0) return;
    const std::string_view bytes(frame + header->tp_mac, header->tp_snaplen);
    const std::uint64_t time =
        header->tp_sec * std::uint64_t{1'000'000'000} + header->tp_nsec;
    if (bytes.size() >= ethernet_header && bytes[12] == char(0x88) &&
        bytes[13] == char(0xB5)) {
      mark.seen = true;
    } else {
      packets.push_back({time, std::string(bytes)});
      if (auto packet = parse(bytes)) found.push_back(std::move(*packet));
    }
    status.store(TP_STATUS_KERNEL, std::memory_order_release);
    next_ = (next_ + 1) % frames;
  }
}

std::vector<captured> capture::take(std::vector<play::packet>& packets) {
  std::vector<captured> found;
  marker mark;
  take_some(found, packets, mark);
  return found;
}

std::vector<captured> capture::take_until_still(
    std::vector<play::packet>& packets) {
  std::vector<captured> found;
  unsigned char frame[ethernet_header] = {};
  frame[12] = marker_type >> 8;
  frame[13] = marker_type & 0xff;
  sockaddr_ll to{};
  to.sll_family = AF_PACKET;
  to.sll_ifindex = own_network::loopback_index;
  to.sll_halen = ETH_ALEN;
  const int fd = network_.packet_socket();
  for (std::size_t before = packets.size() + 1; before != packets.size();) {
    before = packets.size();
    if (::sendto(fd, frame, sizeof frame, 0, reinterpret_cast<sockaddr*>(&to),
                 sizeof to) == -1) {
      expect_errno({ENETDOWN}, "packet socket");  // a program took lo down
      return found;
    }
    marker mark;
    for (take_some(found, packets, mark); !mark.seen;
         take_some(found, packets, mark)) {
      pollfd item{fd, POLLIN, 0};
      const int ready = ::poll(&item, 1, 1000);
      if (ready == 0) return found;  // its ring was full
      if (ready == -1) expect_errno({EINTR}, "poll");
    }
  }
  return found;
}

unsigned capture::lost() const {
  tpacket_stats statistics{};
  socklen_t size = sizeof statistics;
  return ::getsockopt(network_.packet_socket(), SOL_PACKET, PACKET_STATISTICS,
                      &statistics, &size) == 0
             ? statistics.tp_drops
             : 0;
}

}  // namespace stage
