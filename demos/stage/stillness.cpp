#include "stage/stillness.hpp"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <span>

#include "stage/diagnosis.hpp"
#include "stage/sockets.hpp"

namespace stage {
namespace {

// Asks about the one socket with these addresses; a listener has no peer.
// Returns the answer, which is in `room`; nothing: the kernel does not answer,
// which it always does.
std::optional<netlink_message> ask(int diagnosis_socket, int type, int flags,
                                   const std::string& local,
                                   const std::string& peer,
                                   std::span<std::byte> room) {
  static __u32 questions = 0;
  struct {
    nlmsghdr header;
    inet_diag_req_v2 request;
  } question{};
  question.header.nlmsg_len = sizeof question;
  question.header.nlmsg_type = static_cast<__u16>(type);
  question.header.nlmsg_flags = static_cast<__u16>(NLM_F_REQUEST | flags);
  question.header.nlmsg_seq = ++questions;
  inet_diag_req_v2& request = question.request;
  request.sdiag_family =
      static_cast<__u8>(local.starts_with('[') ? AF_INET6 : AF_INET);
  request.sdiag_protocol = IPPROTO_TCP;
  request.idiag_ext = 1 << (INET_DIAG_INFO - 1);
  request.idiag_states = ~0U;
  request.id.idiag_cookie[0] = request.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  request.id.idiag_sport = from_text(local, request.id.idiag_src);
  request.id.idiag_dport = from_text(peer, request.id.idiag_dst);
  if (::send(diagnosis_socket, &question, sizeof question, 0) == -1) return {};

  for (;;) {
    pollfd item{diagnosis_socket, POLLIN, 0};
    sockaddr_nl sender{};
    socklen_t size = sizeof sender;
    const ssize_t n =
        ::recvfrom(diagnosis_socket, room.data(), room.size(), MSG_DONTWAIT,
                   reinterpret_cast<sockaddr*>(&sender), &size);
    if (n == -1 && errno == EAGAIN && ::poll(&item, 1, 1000) == 1) continue;
    if (n == -1) return {};
    if (sender.nl_pid != 0) continue;  // a program's, not the kernel's
    const auto answer = message_in(room.first(static_cast<std::size_t>(n)));
    if (!answer || answer->sequence == questions) return answer;
  }
}

std::optional<tcp_socket> find(int diagnosis_socket, const std::string& local,
                               const std::string& peer) {
  std::byte room[2048];
  const auto answer =
      ask(diagnosis_socket, SOCK_DIAG_BY_FAMILY, 0, local, peer, room);
  return answer ? socket_in(*answer) : std::nullopt;
}

// Whether the listener is there, and has no room.
bool is_full(int diagnosis_socket, const std::string& address) {
  const auto listener = find(diagnosis_socket, address, {});
  return listener && listener->state == listening &&
         listener->receive_queue > listener->send_queue;
}

// Data or an end of stream that `from` has handed over and `to` has not got.
bool under_way(const tcp_socket& from, const tcp_socket& to, bool corked) {
  const tcp_info& sender = from.info;
  if (sender.tcpi_notsent_bytes > 0) {
    if (sender.tcpi_unacked > 0) return true;  // an acknowledgement will come
    // A small window is not used at once, but by the sender's next probe. Where
    // the receiver has more to read, nothing depends on that.
    const bool window_closed =
        to.receive_queue > 0 &&
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

bool tcp_is_still(int diagnosis_socket, const std::vector<std::string>& corked,
                  std::vector<connection>& open) {
  const auto is_corked = [&corked](const std::string& from,
                                   const std::string& to) {
    return std::ranges::find(corked, from + ">" + to) != corked.end();
  };
  for (std::size_t i = 0; i < open.size();) {
    const auto& [here, there] = open[i];
    const auto opener = find(diagnosis_socket, here, there);
    const auto other = find(diagnosis_socket, there, here);
    const auto shakes_hands = [](const std::optional<tcp_socket>& s) {
      return s && (s->state == syn_sent || s->state == syn_received);
    };
    if (shakes_hands(opener) || shakes_hands(other)) {
      if (!is_full(diagnosis_socket, there)) return false;
    } else if (opener && opener->has_info && other && other->has_info) {
      if (under_way(*opener, *other, is_corked(here, there)) ||
          under_way(*other, *opener, is_corked(there, here)))
        return false;
    } else if (!(opener && opener->has_info) && !(other && other->has_info)) {
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    ++i;
  }
  return true;
}

bool destroy_connections(int diagnosis_socket,
                         const std::vector<connection>& connections) {
  for (const auto& [here, there] : connections)
    for (const bool opener : {true, false}) {
      std::byte room[2048];
      const auto answer =
          ask(diagnosis_socket, SOCK_DESTROY, NLM_F_ACK, opener ? here : there,
              opener ? there : here, room);
      const auto error = answer ? error_in(*answer) : std::nullopt;
      if (!error || (*error != 0 && *error != ENOENT)) return false;
    }
  return true;
}

bool has_listener(int diagnosis_socket, const std::string& address) {
  const auto listener = find(diagnosis_socket, address, {});
  return listener && listener->state == listening;
}

bool listener_is_full(int diagnosis_socket, const std::string& address) {
  return is_full(diagnosis_socket, address);
}

}  // namespace stage
