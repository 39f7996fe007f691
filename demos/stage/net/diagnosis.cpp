#include "stage/net/diagnosis.hpp"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>

#include <algorithm>
#include <cstring>

namespace stage {
namespace {

// The bytes of messages stand wherever they were received: a copy is aligned.
template <typename T>
std::optional<T> head_of(std::span<const std::byte> bytes) {
  T value;
  if (bytes.size() < sizeof value) return {};
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

std::span<const std::byte> after(std::span<const std::byte> bytes,
                                 std::size_t size) {
  return bytes.subspan(std::min(size, bytes.size()));
}

}  // namespace

std::optional<netlink_message> message_in(std::span<const std::byte> datagram) {
  const auto header = head_of<nlmsghdr>(datagram);
  if (!header || header->nlmsg_len < sizeof *header ||
      header->nlmsg_len > datagram.size())
    return {};
  return netlink_message{
      header->nlmsg_type, header->nlmsg_seq,
      after(datagram.first(header->nlmsg_len), NLMSG_HDRLEN)};
}

std::optional<tcp_socket> socket_in(const netlink_message& message) {
  const auto about = head_of<inet_diag_msg>(message.payload);
  if (message.type != SOCK_DIAG_BY_FAMILY || !about) return {};
  tcp_socket socket;
  socket.state = about->idiag_state;
  socket.receive_queue = about->idiag_rqueue;
  socket.send_queue = about->idiag_wqueue;
  auto left = after(message.payload, NLMSG_ALIGN(sizeof *about));
  while (const auto attribute = head_of<rtattr>(left)) {
    const std::size_t length = attribute->rta_len;
    if (length < sizeof *attribute || length > left.size()) break;
    if (attribute->rta_type == INET_DIAG_INFO) {
      const auto info = after(left.first(length), RTA_LENGTH(0));
      std::memcpy(&socket.info, info.data(),
                  std::min(sizeof socket.info, info.size()));
      socket.has_info = true;
    }
    left = after(left, RTA_ALIGN(length));
  }
  return socket;
}

std::optional<int> error_in(const netlink_message& message) {
  const auto error = head_of<nlmsgerr>(message.payload);
  constexpr int most = 4095;  // MAX_ERRNO, linux/err.h
  if (message.type != NLMSG_ERROR || !error || error->error > 0 ||
      error->error < -most)
    return {};
  return -error->error;
}

}  // namespace stage
