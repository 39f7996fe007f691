// The kernel's answers about TCP sockets (NETLINK_SOCK_DIAG), taken apart. The
// lengths in a message are checked, whoever wrote it: one that does not fit
// into the bytes that came is no answer.
#pragma once

// linux/tcp.h has the fields of struct tcp_info that glibc's header lacks.
#include <linux/tcp.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace stage {

/// The states of a TCP socket as the kernel numbers them (net/tcp_states.h).
enum tcp_state : std::uint8_t {
  established = 1,
  syn_sent,
  syn_received,
  fin_wait_1,
  fin_wait_2,
  time_wait,
  closed,
  close_wait,
  last_ack,
  listening,
  closing,
};

struct tcp_socket {
  std::uint8_t state = 0;
  std::uint32_t receive_queue = 0, send_queue = 0;
  tcp_info info{};
  /// False where only the ports are still kept (FIN_WAIT_2 or TIME_WAIT after
  /// close): there is nobody left to receive.
  bool has_info = false;
};

/// One netlink message.
struct netlink_message {
  int type = 0;
  std::uint32_t sequence = 0;  ///< of the question that it answers
  std::span<const std::byte> payload{};
};

/// The message at the head of a datagram; the payload is a view of it. Nothing:
/// it is not there as a whole.
std::optional<netlink_message> message_in(std::span<const std::byte> datagram);

/// The socket that a SOCK_DIAG_BY_FAMILY message describes. Nothing: it is too
/// short. Attributes count as far as they fit, and a short INET_DIAG_INFO is
/// what an older kernel has: the other fields are 0.
std::optional<tcp_socket> socket_in(const netlink_message&);

/// The errno of an NLMSG_ERROR message, 0: done. Nothing: it is another kind of
/// message, or too short.
std::optional<int> error_in(const netlink_message&);

}  // namespace stage
