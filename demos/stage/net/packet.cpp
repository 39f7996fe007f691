#include "stage/net/packet.hpp"

#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>

#include <cstring>

#include "stage/net/sockets.hpp"

namespace stage {
namespace {

template <typename T>
std::optional<T> header_at(std::string_view bytes, std::size_t offset) {
  T header;
  if (offset > bytes.size() || bytes.size() - offset < sizeof header) return {};
  std::memcpy(&header, bytes.data() + offset, sizeof header);
  return header;
}

// What an IP header says of its payload.
struct ip_payload {
  int family, protocol;
  std::size_t offset, size;
  bool fragment, first;  // a part of a datagram; the first one
  const void *source, *destination;
};

int type_of(std::string_view bytes) {
  if (bytes.size() < ethernet_header) return 0;
  return static_cast<unsigned char>(bytes[12]) << 8 |
         static_cast<unsigned char>(bytes[13]);
}

std::optional<ip_payload> parse_ip4(std::string_view bytes) {
  const auto ip = header_at<iphdr>(bytes, ethernet_header);
  if (!ip || ip->version != 4) return {};
  const std::size_t header = ip->ihl * 4U, total = ntohs(ip->tot_len);
  if (header < sizeof *ip || total < header) return {};
  const int where = ntohs(ip->frag_off);
  const char* base = bytes.data() + ethernet_header;
  return ip_payload{AF_INET,
                    ip->protocol,
                    ethernet_header + header,
                    total - header,
                    (where & (IP_MF | IP_OFFMASK)) != 0,
                    (where & IP_OFFMASK) == 0,
                    base + offsetof(iphdr, saddr),
                    base + offsetof(iphdr, daddr)};
}

std::optional<ip_payload> parse_ip6(std::string_view bytes) {
  const auto ip = header_at<ip6_hdr>(bytes, ethernet_header);
  if (!ip || ip->ip6_vfc >> 4 != 6) return {};
  const char* base = bytes.data() + ethernet_header;
  return ip_payload{AF_INET6,
                    ip->ip6_nxt,
                    ethernet_header + sizeof *ip,
                    ntohs(ip->ip6_plen),
                    false,
                    true,
                    base + offsetof(ip6_hdr, ip6_src),
                    base + offsetof(ip6_hdr, ip6_dst)};
}

// The shift in the options of a SYN: kind, length, value, byte by byte; the
// kinds 0 (the end) and 1 (nothing) are alone.
std::optional<std::uint8_t> window_scale_in(std::string_view options) {
  while (options.size() > 1 && options[0] != TCPOPT_EOL) {
    const auto length = options[0] == TCPOPT_NOP
                            ? std::size_t{1}
                            : static_cast<unsigned char>(options[1]);
    if (length == 0 || length > options.size()) break;
    if (options[0] == TCPOPT_WINDOW && length == TCPOLEN_WINDOW)
      return static_cast<std::uint8_t>(options[2]);
    options.remove_prefix(length);
  }
  return {};
}

std::optional<play::packet_header> parse_tcp(std::string_view bytes,
                                             const ip_payload& ip) {
  const auto tcp = header_at<tcphdr>(bytes, ip.offset);
  if (!tcp) return {};
  const std::size_t header = tcp->doff * 4U;
  if (header < sizeof *tcp || header > ip.size) return {};
  play::packet_header packet;
  packet.from = to_text(ip.source, ip.family, tcp->source);
  packet.to = to_text(ip.destination, ip.family, tcp->dest);
  packet.sequence = ntohl(tcp->seq);
  packet.acknowledgement = ntohl(tcp->ack_seq);
  packet.syn = tcp->syn;
  packet.ack = tcp->ack;
  packet.fin = tcp->fin;
  packet.rst = tcp->rst;
  packet.psh = tcp->psh;
  packet.window = ntohs(tcp->window);
  if (packet.syn)
    packet.window_scale =
        window_scale_in(bytes.substr(ip.offset, header).substr(sizeof *tcp));
  packet.size = static_cast<std::int64_t>(ip.size - header);
  return packet;
}

std::optional<play::packet_header> parse_udp(std::string_view bytes,
                                             const ip_payload& ip) {
  const auto udp = header_at<udphdr>(bytes, ip.offset);
  if (!udp) return {};
  const std::size_t length = ntohs(udp->len);
  // Of a datagram in fragments the first one has the length of them all.
  if (length < sizeof *udp || (length > ip.size && !ip.fragment)) return {};
  play::packet_header packet;
  packet.tcp = false;
  packet.from = to_text(ip.source, ip.family, udp->source);
  packet.to = to_text(ip.destination, ip.family, udp->dest);
  packet.size = static_cast<std::int64_t>(length - sizeof *udp);
  return packet;
}

}  // namespace

std::optional<frame> frame_in(std::span<const char> slot) {
  tpacket2_hdr header;
  if (slot.size() < sizeof header) return {};
  std::memcpy(&header, slot.data(), sizeof header);
  if (header.tp_mac < sizeof header || header.tp_mac > slot.size() ||
      header.tp_snaplen > slot.size() - header.tp_mac)
    return {};
  return frame{{slot.data() + header.tp_mac, header.tp_snaplen},
               header.tp_len,
               header.tp_sec * std::uint64_t{1'000'000'000} + header.tp_nsec};
}

std::optional<play::packet_header> parse_packet(const frame& from) {
  const int type = type_of(from.bytes);
  const auto ip = type == ETH_P_IP     ? parse_ip4(from.bytes)
                  : type == ETH_P_IPV6 ? parse_ip6(from.bytes)
                                       : std::nullopt;
  if (!ip || !ip->first) return {};
  // More than was on the wire cannot have been in it.
  if (ip->offset > from.length || ip->size > from.length - ip->offset)
    return {};
  if (ip->protocol == IPPROTO_TCP) return parse_tcp(from.bytes, *ip);
  if (ip->protocol == IPPROTO_UDP) return parse_udp(from.bytes, *ip);
  return {};
}

bool is_marker(std::string_view bytes) {
  return type_of(bytes) == marker_type;
}

}  // namespace stage
