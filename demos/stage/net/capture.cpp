#include "stage/net/capture.hpp"

#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <iterator>
#include <utility>

#include "stage/refusal.hpp"

namespace stage {
namespace {

constexpr unsigned frame_size = 2048;  // an MTU of 1500 and the ring's header
constexpr unsigned frames = 2048;
constexpr unsigned block_size = 1U << 16;

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

void capture::take_some(std::vector<play::packet>& packets, marker& mark) {
  if (ring_ == nullptr) {
    char frame[ethernet_header];
    while (::recv(network_.packet_socket(), frame, sizeof frame, 0) > 0)
      mark.seen = true;
    expect_errno({EAGAIN, ENETDOWN}, "packet socket");
    return;
  }
  for (;;) {
    char* slot = ring_ + std::size_t{next_} * frame_size;
    std::atomic_ref<__u32> status(
        reinterpret_cast<tpacket2_hdr*>(slot)->tp_status);
    if ((status.load(std::memory_order_acquire) & TP_STATUS_USER) == 0) return;
    const auto came = frame_in({slot, frame_size});
    if (came && is_marker(came->bytes)) {
      mark.seen = true;
    } else if (came) {
      packets.push_back(
          {came->time, std::string(came->bytes), parse_packet(*came)});
    }
    status.store(TP_STATUS_KERNEL, std::memory_order_release);
    next_ = (next_ + 1) % frames;
  }
}

void capture::take(std::vector<play::packet>& packets) {
  marker mark;
  take_some(packets, mark);
}

void capture::take_until_still(std::vector<play::packet>& packets) {
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
      return;
    }
    marker mark;
    for (take_some(packets, mark); !mark.seen; take_some(packets, mark)) {
      pollfd item{fd, POLLIN, 0};
      const int ready = ::poll(&item, 1, 1000);
      if (ready == 0) return;  // its ring was full
      if (ready == -1) expect_errno({EINTR}, "poll");
    }
  }
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
