#include "stage/calls/pending.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <set>

#include "stage/calls/memory.hpp"
#include "stage/net/sock_diag.hpp"
#include "stage/refusal.hpp"

namespace stage {
namespace {

using play::because;

play::socket_type type_of(std::uint64_t argument) {
  switch (argument & 0xf) {
    case SOCK_STREAM:
      return play::socket_type::stream;
    case SOCK_DGRAM:
      return play::socket_type::datagram;
    case SOCK_SEQPACKET:
      return play::socket_type::seqpacket;
    default:
      return play::socket_type::raw;
  }
}

bool is_our_family(std::uint64_t family) {
  return family == AF_INET || family == AF_INET6;
}

// UNIX sockets that have a name, or are given one, are followed. Those without
// are a program's own (socketpair), and the C library asks nscd over one.
bool is_private_socket(const pending_call& pending) {
  if (pending.socket->family != AF_UNIX) return false;
  if (pending.call.address == "/var/run/nscd/socket") return true;
  return pending.call.address.empty() && pending.socket->peer.empty() &&
         pending.socket->local.empty();
}

// By itself or for its socket: there is nothing that a time limit could end.
bool does_not_wait(const pending_call& pending) {
  return (pending.socket && pending.socket->nonblocking) ||
         (pending.call.flags & MSG_DONTWAIT) != 0;
}

bool has_socket(const std::vector<asked_about>& asked,
                const descriptor_view& process) {
  return std::any_of(asked.begin(), asked.end(), [&](const asked_about& one) {
    return process.facts(one.fd).has_value();
  });
}

std::vector<asked_about> read_poll(const pending_call& pending) {
  std::vector<asked_about> asked;
  const std::uint64_t count = pending.arguments[1];
  constexpr std::uint64_t piece = 512;
  for (std::uint64_t at = 0; at < std::min(count, most_asked); at += piece) {
    pollfd items[piece];
    const std::size_t size = std::min(piece, count - at) * sizeof(pollfd);
    if (read_memory(pending.tid, pending.arguments[0] + at * sizeof(pollfd),
                    items, size) != size)
      return {};
    for (std::size_t i = 0; i < size / sizeof(pollfd); ++i)
      if (items[i].fd >= 0) asked.push_back({items[i].fd, items[i].events});
  }
  return asked;
}

std::vector<asked_about> read_select(const pending_call& pending) {
  std::vector<asked_about> asked;
  const int most = std::min(static_cast<int>(pending.arguments[0]),
                            static_cast<int>(most_asked));
  const short events[] = {POLLIN, POLLOUT, POLLPRI};
  for (int i = 0; i < 3; ++i) {
    const std::uint64_t set = pending.arguments[1 + i];
    if (set == 0) continue;
    for (int fd = 0; fd < most; fd += 64) {
      const auto word = read_value<std::uint64_t>(
          pending.tid, set + static_cast<std::uint64_t>(fd / 8));
      if (!word) break;
      for (int bit = 0; bit < 64 && fd + bit < most; ++bit)
        if ((*word >> bit & 1) != 0) asked.push_back({fd + bit, events[i]});
    }
  }
  return asked;
}

bool has_finite_timeout(const pending_call& pending) {
  const std::uint64_t timeout =
      pending.arguments[pending.spec->timeout_argument];
  return pending.spec->timeout_is_pointer ? timeout != 0
                                          : static_cast<int>(timeout) >= 0;
}

// Of a poll, select or epoll_wait that has a timeout.
std::chrono::milliseconds timeout_of(const pending_call& pending) {
  using namespace std::chrono;
  const std::uint64_t timeout =
      pending.arguments[pending.spec->timeout_argument];
  if (!pending.spec->timeout_is_pointer)
    return milliseconds(static_cast<int>(timeout));
  const auto time = read_value<timespec>(pending.tid, timeout);
  if (!time) return milliseconds::max();  // the kernel refuses it
  return ceil<milliseconds>(seconds(time->tv_sec) + nanoseconds(time->tv_nsec));
}

// poll, select, epoll_wait. Nothing: none of their descriptors is a socket.
bool read_wait_for_several(pending_call& pending,
                           const descriptor_view& process) {
  pending.has_time_limit = has_finite_timeout(pending);
  if (pending.has_time_limit) pending.time_limit = timeout_of(pending);
  if (pending.call.kind == kind::epoll) {
    pending.call.fd = static_cast<int>(pending.arguments[0]);
    return static_cast<bool>(process.copy(pending.call.fd));
  }
  pending.asked = pending.call.kind == kind::poll ? read_poll(pending)
                                                  : read_select(pending);
  if (!has_socket(pending.asked, process)) return false;
  std::set<int> fds;
  for (const asked_about& one : pending.asked) fds.insert(one.fd);
  pending.call.watched.assign(fds.begin(), fds.end());
  return true;
}

// The socket that the call is about: of a splice the end that is one, of a dup2
// also the one that it closes.
void find_socket(pending_call& pending, const descriptor_view& process) {
  const auto try_argument = [&](int index) {
    pending.call.fd = static_cast<int>(pending.arguments[index]);
    pending.socket = process.facts(pending.call.fd);
  };
  try_argument(pending.spec->fd_argument);
  if (!pending.socket &&
      pending.spec->type->direction == play::direction::either) {
    pending.call.direction = play::direction::in;
    try_argument(0);
  }
  if (!pending.socket && pending.call.kind == kind::dup2) try_argument(1);
}

// What a query asks for, if we know that.
std::optional<int> asks_for(const pending_call& pending) {
  const auto& a = pending.arguments;
  if (pending.spec->number == SYS_ioctl) return static_cast<int>(a[1]);
  const auto level = static_cast<int>(a[1]), option = static_cast<int>(a[2]);
  const bool known = (level == SOL_SOCKET && option == SO_ERROR) ||
                     (level == IPPROTO_TCP && option == TCP_INFO);
  return known ? std::optional(option) : std::nullopt;
}

// A close_range() that closes sockets; with CLOSE_RANGE_CLOEXEC it does not.
bool closes_any(const pending_call& pending, const descriptor_view& process) {
  const auto& a = pending.arguments;
  return (a[2] & CLOSE_RANGE_CLOEXEC) == 0 &&
         process.has_socket_in(static_cast<unsigned>(a[0]),
                               static_cast<unsigned>(a[1]));
}

// recv(fd, ...) is recvfrom(fd, ..., NULL, NULL) to the kernel.
void use_c_name(pending_call& pending) {
  if (pending.spec->unaddressed != nullptr && pending.arguments[4] == 0)
    set_type(pending.call, *pending.spec->unaddressed);
}

void read_message_flags(pending_call& pending) {
  if (pending.spec->flags_argument != -1)
    pending.call.flags =
        static_cast<int>(pending.arguments[pending.spec->flags_argument]);
  if (pending.spec->layout == layout::message && pending.call.sends())
    if (const auto m = read_value<msghdr>(pending.tid, pending.arguments[1]))
      pending.call.address = read_address(
          pending.tid, reinterpret_cast<std::uint64_t>(m->msg_name),
          m->msg_namelen);
}

void read_transfer(pending_call& pending) {
  read_message_flags(pending);
  use_c_name(pending);
  if (pending.spec->layout == layout::copy) {
    pending.call.asked = static_cast<std::int64_t>(
        pending.arguments[pending.spec->length_argument]);
  } else {
    pending.call.asked = 0;
    for (const iovec& part : vector_of(pending))
      pending.call.asked += static_cast<std::int64_t>(part.iov_len);
  }
}

short events_of(const play::call& call) {
  return call.sends() || call.kind == kind::connect ? POLLOUT : POLLIN;
}

play::reason what_it_waits_for(const play::call& call) {
  switch (call.kind) {
    case kind::accept:
      return {because::a_connection};
    case kind::connect:
      return {because::room_in_the_queue};
    case kind::transfer:
      return {call.sends() ? because::room_to_send : because::data};
    case kind::sleep:
      return {because::time_to_pass};
    default:
      return {because::an_event};
  }
}

// Bytes that a receiver could have now; 0 of a socket that counts none.
int bytes_queued(const descriptor& copy) {
  int queued = 0;
  if (::ioctl(copy.get(), SIOCINQ, &queued) == 0) return queued;
  expect_errno({EINVAL, ENOTTY, EOPNOTSUPP}, "ioctl");
  return 0;
}

// MSG_WAITALL waits for all it asked for, up to what the receive buffer surely
// holds: for more it must be let in, to make room. (Where it has a time limit
// it is let in as well: what is there counts when time is up.)
bool waits_for_the_rest(const pending_call& pending, const descriptor& copy) {
  if ((pending.call.flags & MSG_WAITALL) == 0 || !pending.socket->is_tcp() ||
      pending.has_time_limit)
    return false;
  int room = 0;
  socklen_t size = sizeof room;
  if (::getsockopt(copy.get(), SOL_SOCKET, SO_RCVBUF, &room, &size) == -1)
    refuse("getsockopt");
  return bytes_queued(copy) < pending.call.asked &&
         pending.call.asked <= room / 4 && !ready_now(copy, POLLRDHUP);
}

// What never waits, whatever there is: accept() on a socket that does not
// listen, or with flags that there are not; MSG_OOB, for which the urgent byte
// is there or not (tcp_recv_urg in the kernel's net/ipv4/tcp.c).
bool fails_at_once(const pending_call& pending) {
  if (pending.call.kind == kind::accept)
    return !pending.socket->listening ||
           (pending.spec->number == SYS_accept4 &&
            (pending.arguments[3] &
             ~std::uint64_t{SOCK_CLOEXEC | SOCK_NONBLOCK}) != 0);
  return pending.call.receives() && pending.socket->is_tcp() &&
         (pending.call.flags & MSG_OOB) != 0;
}

bool is_ready(const pending_call& pending, const descriptor_view& process,
              int diagnosis_socket) {
  switch (pending.call.kind) {
    case kind::connect:
      return !pending.socket->is_tcp() || diagnosis_socket == -1 ||
             !listener_is_full(diagnosis_socket, pending.call.address);
    case kind::poll:
    case kind::select:
      return std::any_of(pending.asked.begin(), pending.asked.end(),
                         [&process](const asked_about& one) {
                           const descriptor copy = process.copy(one.fd);
                           return copy && ready_now(copy, one.events);
                         });
    case kind::sleep:
      return false;
    case kind::accept:
    case kind::epoll:
    case kind::transfer:
      break;
    default:
      return true;
  }
  if (fails_at_once(pending)) return true;
  const descriptor copy = process.copy(pending.call.fd);
  if (copy && pending.call.receives() && waits_for_the_rest(pending, copy))
    return false;
  // A closed descriptor fails at once. A read() of nothing returns at once
  // (sock_read_iter in the kernel's net/socket.c); a recv() of nothing
  // waits for data as any other does.
  return !copy || ready_now(copy, events_of(pending.call)) ||
         (pending.call.asked == 0 && pending.spec->empty_returns);
}

}  // namespace

std::optional<pending_call> read_call(pid_t tid, const descriptor_view& process,
                                      const call_entry& entry) {
  pending_call pending;
  pending.tid = tid;
  pending.spec = find_system_call(entry.number);
  std::copy_n(entry.arguments, 6, pending.arguments);
  set_type(pending.call, *pending.spec->type);

  switch (pending.call.kind) {
    case kind::sleep:
    case kind::io_uring:
      return pending;
    case kind::exit:
      pending.call.argument = static_cast<int>(pending.arguments[0]) & 0xff;
      return pending;
    case kind::make:
      pending.call.socket_type = type_of(pending.arguments[1]);
      if (!is_our_family(pending.arguments[0])) return {};
      return pending;
    case kind::poll:
    case kind::select:
    case kind::epoll:
      if (!read_wait_for_several(pending, process)) return {};
      return pending;
    default:
      break;
  }

  if (pending.spec->number == SYS_close_range) {
    if (!closes_any(pending, process)) return {};
    return pending;
  }
  find_socket(pending, process);
  if (!pending.socket ||
      (pending.socket->family != AF_UNIX && !pending.socket->is_inet()))
    return {};
  // Only what sends gives an address; what receives is given one.
  if (pending.spec->address_argument != -1 && !pending.call.receives())
    pending.call.address =
        read_address(tid, pending.arguments[pending.spec->address_argument],
                     pending.arguments[pending.spec->address_argument + 1]);
  if (is_private_socket(pending)) return {};

  if (pending.spec->layout != layout::none)
    read_transfer(pending);
  else if (pending.call.kind == kind::query)
    pending.call.argument = asks_for(pending);
  else if (pending.call.kind == kind::listen ||
           pending.call.kind == kind::shutdown)
    pending.call.argument = static_cast<int>(pending.arguments[1]);
  if (pending.call.kind == kind::query && !pending.call.argument) return {};
  const bool comes =
      pending.call.receives() || pending.call.kind == kind::accept;
  pending.time_limit =
      comes ? pending.socket->receive_limit : pending.socket->send_limit;
  pending.has_time_limit =
      pending.time_limit.count() > 0 && !does_not_wait(pending);
  return pending;
}

readiness readiness_of(const pending_call& pending,
                       const descriptor_view& process, int diagnosis_socket) {
  readiness now;
  const bool several = play::waits_for_several(pending.call.kind);
  now.does_not_block =
      several ? pending.has_time_limit && pending.time_limit.count() == 0
              : does_not_wait(pending);
  now.may_give_up = now.does_not_block || pending.has_time_limit;
  if (!now.does_not_block) now.time_limit = pending.time_limit;
  now.ready = is_ready(pending, process, diagnosis_socket);
  now.returns_anyway =
      now.ready || now.may_give_up || pending.call.kind == kind::sleep;
  if (!now.ready) now.waits_for = what_it_waits_for(pending.call);
  const bool stream = pending.socket && pending.socket->type == SOCK_STREAM;
  const bool counts =
      pending.call.kind == kind::query && pending.call.argument == FIONREAD;
  now.divisible =
      stream && (pending.call.sends() || counts ||
                 (pending.call.receives() &&
                  (pending.call.flags & (MSG_WAITALL | MSG_OOB)) == 0));
  if (now.divisible && !pending.call.sends())
    if (const descriptor copy = process.copy(pending.call.fd)) {
      now.available = bytes_queued(copy);
      now.end_is_there = now.available > 0 && ready_now(copy, POLLRDHUP);
    }
  if (!counts)
    now.available =
        std::min(now.available, std::max<std::int64_t>(pending.call.asked, 0));
  return now;
}

}  // namespace stage
