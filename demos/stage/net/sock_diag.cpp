#include "stage/net/sock_diag.hpp"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <optional>
#include <span>

#include "stage/descriptor.hpp"
#include "stage/net/diagnosis.hpp"
#include "stage/net/sockets.hpp"
#include "stage/refusal.hpp"

namespace stage {
namespace {

// Asks about the one socket with these addresses; a listener has no peer.
// Returns the answer, which is in `room`.
netlink_message ask(int diagnosis_socket, int type, int flags,
                    const std::string& local, const std::string& peer,
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
  if (::send(diagnosis_socket, &question, sizeof question, 0) == -1)
    refuse("sock_diag");

  for (;;) {
    pollfd item{diagnosis_socket, POLLIN, 0};
    sockaddr_nl sender{};
    socklen_t size = sizeof sender;
    const ssize_t n =
        ::recvfrom(diagnosis_socket, room.data(), room.size(), MSG_DONTWAIT,
                   reinterpret_cast<sockaddr*>(&sender), &size);
    if (n == -1 && errno == EAGAIN && ::poll(&item, 1, 1000) == 1) continue;
    if (n == -1) refuse("sock_diag");
    if (sender.nl_pid != 0) continue;  // a program's, not the kernel's
    const auto answer = message_in(room.first(static_cast<std::size_t>(n)));
    if (!answer) throw refused_call(EBADMSG, "sock_diag");
    if (answer->sequence == questions) return *answer;
  }
}

std::optional<tcp_socket> find(int diagnosis_socket, const std::string& local,
                               const std::string& peer) {
  std::byte room[2048];
  const netlink_message answer =
      ask(diagnosis_socket, SOCK_DIAG_BY_FAMILY, 0, local, peer, room);
  if (answer.type == SOCK_DIAG_BY_FAMILY) {
    if (auto socket = socket_in(answer)) return socket;
    throw refused_call(EBADMSG, "sock_diag");
  }
  const int error = error_in(answer).value_or(EBADMSG);
  if (error != ENOENT) throw refused_call(error, "sock_diag");
  return {};
}

// Whether the listener is there, and has no room.
bool is_full(int diagnosis_socket, const std::string& address) {
  const auto listener = find(diagnosis_socket, address, {});
  return listener && listener->state == listening &&
         listener->receive_queue > listener->send_queue;
}

// What a connection, or one of its directions, is at.
enum class condition {
  still,   // nothing is under way
  held,    // by a full buffer or queue, or a cork; it may go on without a call
  moving,  // it will go on by itself
  ended,   // there is nobody left to receive
};

// Data or an end of stream that `from` has handed over and `to` has not got.
condition under_way(const tcp_socket& from, const tcp_socket& to, bool corked) {
  const tcp_info& sender = from.info;
  if (sender.tcpi_notsent_bytes > 0) {
    // An acknowledgement will come.
    if (sender.tcpi_unacked > 0) return condition::moving;
    // A small window is not used at once, but by the sender's next probe. Where
    // the receiver has more to read, nothing depends on that.
    const bool window_closed =
        to.receive_queue > 0 &&
        sender.tcpi_snd_wnd <
            std::min(sender.tcpi_notsent_bytes, sender.tcpi_snd_mss);
    return window_closed || corked ? condition::held : condition::moving;
  }
  if (to.info.tcpi_bytes_received <
      sender.tcpi_bytes_sent - sender.tcpi_bytes_retrans)
    return condition::moving;
  const bool end_sent = from.state == fin_wait_1 || from.state == closing ||
                        from.state == last_ack;
  const bool end_received =
      to.state == close_wait || to.state == last_ack || to.state == closing;
  return end_sent && !end_received ? condition::moving : condition::still;
}

condition condition_of(int diagnosis_socket, const connection& one,
                       const std::vector<std::string>& corked) {
  const auto& [here, there] = one;
  const auto is_corked = [&corked](const std::string& from,
                                   const std::string& to) {
    return std::ranges::find(corked, from + ">" + to) != corked.end();
  };
  const auto opener = find(diagnosis_socket, here, there);
  const auto other = find(diagnosis_socket, there, here);
  const auto shakes_hands = [](const std::optional<tcp_socket>& s) {
    return s && (s->state == syn_sent || s->state == syn_received);
  };
  if (shakes_hands(opener) || shakes_hands(other))
    return is_full(diagnosis_socket, there) ? condition::held
                                            : condition::moving;
  const bool opener_left = opener && opener->has_info;
  const bool other_left = other && other->has_info;
  if (!opener_left && !other_left) return condition::ended;
  if (!opener_left || !other_left) return condition::still;
  const condition to = under_way(*opener, *other, is_corked(here, there));
  const condition fro = under_way(*other, *opener, is_corked(there, here));
  return std::max(to, fro);
}

}  // namespace

void watched_connections::opened(const connection& one) {
  open_.insert(one);
  stirred_.insert(one);
}

void watched_connections::stirred(const std::string& local,
                                  const std::string& peer) {
  for (const connection& one :
       {connection(local, peer), connection(peer, local)})
    if (open_.contains(one)) stirred_.insert(one);
}

void watched_connections::all_stirred() {
  stirred_ = open_;
}

bool watched_connections::are_still(int diagnosis_socket,
                                    const std::vector<std::string>& corked) {
  for (auto one = stirred_.begin(); one != stirred_.end();) {
    const condition now = condition_of(diagnosis_socket, *one, corked);
    if (now == condition::moving) return false;
    if (now == condition::ended) open_.erase(*one);
    one = now == condition::held ? std::next(one) : stirred_.erase(one);
  }
  return true;
}

bool destroy_connections(int diagnosis_socket,
                         const std::vector<connection>& connections) {
  for (const auto& [here, there] : connections)
    for (const bool opener : {true, false}) {
      std::byte room[2048];
      const netlink_message answer =
          ask(diagnosis_socket, SOCK_DESTROY, NLM_F_ACK, opener ? here : there,
              opener ? there : here, room);
      const int error = error_in(answer).value_or(EBADMSG);
      if (error != 0 && error != ENOENT) return false;
    }
  return true;
}

bool sees_listeners(int diagnosis_socket) {
  const descriptor listener(
      ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP));
  sockaddr_in loopback{};
  loopback.sin_family = AF_INET;
  loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (!listener ||
      ::bind(listener.get(), reinterpret_cast<const sockaddr*>(&loopback),
             sizeof loopback) == -1 ||
      ::listen(listener.get(), 1) == -1)
    refuse("listen");
  const auto facts = facts_of(listener);
  return facts && has_listener(diagnosis_socket, facts->local);
}

bool has_listener(int diagnosis_socket, const std::string& address) {
  const auto listener = find(diagnosis_socket, address, {});
  return listener && listener->state == listening;
}

bool listener_is_full(int diagnosis_socket, const std::string& address) {
  return is_full(diagnosis_socket, address);
}

}  // namespace stage
