#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
// linux/tcp.h has the fields of struct tcp_info that glibc's header lacks.
#include <linux/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <unordered_map>

#include <arpa/inet.h>

#include "stage/capture.hpp"
#include "stage/sockets.hpp"

namespace stage {
namespace {

// The states of a TCP socket as the kernel numbers them (net/tcp_states.h).
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
  std::string local, peer;
  std::uint32_t receive_queue = 0, send_queue = 0;
  tcp_info info{};
  // False where only the ports are still kept (FIN_WAIT_2 or TIME_WAIT after
  // close): there is nobody left to receive.
  bool has_info = false;
};

tcp_socket parse_socket(const nlmsghdr* header) {
  const auto* message = static_cast<const inet_diag_msg*>(NLMSG_DATA(header));
  tcp_socket socket;
  socket.state = message->idiag_state;
  socket.local = to_text(message->id.idiag_src, message->idiag_family,
                         message->id.idiag_sport);
  socket.peer = to_text(message->id.idiag_dst, message->idiag_family,
                        message->id.idiag_dport);
  socket.receive_queue = message->idiag_rqueue;
  socket.send_queue = message->idiag_wqueue;
  auto left = static_cast<int>(NLMSG_PAYLOAD(header, sizeof *message));
  const auto* attribute = reinterpret_cast<const rtattr*>(message + 1);
  for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
    if (attribute->rta_type == INET_DIAG_INFO) {
      std::memcpy(&socket.info, RTA_DATA(attribute),
                  std::min(sizeof socket.info, RTA_PAYLOAD(attribute)));
      socket.has_info = true;
    }
  return socket;
}

// Calls `each` for every socket of that family; gives up if the kernel does not
// answer, which it always does.
void dump(int diagnosis_socket, int family,
          const std::function<void(tcp_socket)>& each) {
  static __u32 questions = 0;
  struct {
    nlmsghdr header;
    inet_diag_req_v2 request;
  } question{};
  question.header.nlmsg_len = sizeof question;
  question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  question.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  question.header.nlmsg_seq = ++questions;
  question.request.sdiag_family = static_cast<__u8>(family);
  question.request.sdiag_protocol = IPPROTO_TCP;
  question.request.idiag_ext = 1 << (INET_DIAG_INFO - 1);
  question.request.idiag_states = ~(1U << time_wait);
  if (::send(diagnosis_socket, &question, sizeof question, 0) == -1) return;

  alignas(nlmsghdr) char buffer[1 << 15];
  for (;;) {
    pollfd answer{diagnosis_socket, POLLIN, 0};
    if (::poll(&answer, 1, 1000) != 1) return;
    const ssize_t n = ::recv(diagnosis_socket, buffer, sizeof buffer, 0);
    if (n <= 0) return;
    auto left = static_cast<unsigned>(n);
    for (auto* header = reinterpret_cast<nlmsghdr*>(buffer);
         NLMSG_OK(header, left); header = NLMSG_NEXT(header, left)) {
      if (header->nlmsg_seq != questions) continue;  // an earlier answer's rest
      if (header->nlmsg_type == NLMSG_DONE || header->nlmsg_type == NLMSG_ERROR)
        return;
      each(parse_socket(header));
    }
  }
}

std::vector<tcp_socket> all_sockets(int diagnosis_socket) {
  std::vector<tcp_socket> sockets;
  for (const int family : {AF_INET, AF_INET6})
    dump(diagnosis_socket, family,
         [&sockets](tcp_socket s) { sockets.push_back(std::move(s)); });
  return sockets;
}

bool is_full(const tcp_socket& listener) {
  return listener.receive_queue > listener.send_queue;
}

const tcp_socket* listener_at(const std::vector<tcp_socket>& sockets,
                              int port) {
  for (const tcp_socket& s : sockets)
    if (s.state == listening && port_of(s.local) == port) return &s;
  return nullptr;
}

// Data or an end of stream that `from` has handed over and `to` has not got.
bool under_way(const tcp_socket& from, const tcp_socket& to, bool corked) {
  const tcp_info& sender = from.info;
  if (sender.tcpi_notsent_bytes > 0) {
    if (sender.tcpi_unacked > 0) return true;  // an acknowledgement will come
    const bool window_closed =
        sender.tcpi_snd_wnd <
        std::min(sender.tcpi_notsent_bytes, sender.tcpi_snd_mss);
    return !window_closed && !corked;
  }
  if (to.info.tcpi_bytes_received <
      sender.tcpi_bytes_sent - sender.tcpi_bytes_retrans)
    return true;
  const bool end_sent = from.state == fin_wait_1 || from.state == closing ||
                        from.state == last_ack;
  const bool end_received =
      to.state == close_wait || to.state == last_ack || to.state == closing;
  return end_sent && !end_received;
}

}  // namespace

bool tcp_is_still(
    int diagnosis_socket, const std::vector<std::string>& corked,
    const std::function<bool(const std::string&, const std::string&)>& counts) {
  const auto sockets = all_sockets(diagnosis_socket);
  std::unordered_map<std::string, const tcp_socket*> by_ends;
  for (const tcp_socket& s : sockets) by_ends[s.local + ">" + s.peer] = &s;
  for (const tcp_socket& s : sockets) {
    if (s.state == listening || !counts(s.local, s.peer)) continue;
    if (s.state == syn_sent || s.state == syn_received) {
      const auto* listener =
          listener_at(sockets, port_of(s.state == syn_sent ? s.peer : s.local));
      if (listener == nullptr || !is_full(*listener)) return false;
      continue;
    }
    const auto other = by_ends.find(s.peer + ">" + s.local);
    if (other == by_ends.end() || !other->second->has_info) continue;
    const bool held = std::find(corked.begin(), corked.end(),
                                s.local + ">" + s.peer) != corked.end();
    if (under_way(s, *other->second, held)) return false;
  }
  return true;
}

bool listener_is_full(int diagnosis_socket, int port) {
  const auto sockets = all_sockets(diagnosis_socket);
  const auto* listener = listener_at(sockets, port);
  return listener != nullptr && is_full(*listener);
}

}  // namespace stage
