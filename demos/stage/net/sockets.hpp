// Questions about a program's sockets, asked of the kernel through a copy of
// the descriptor. A copy keeps a socket open, so none outlives its question.
#pragma once

#include <sys/socket.h>
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "play/address.hpp"
#include "stage/descriptor.hpp"

namespace stage {

/// A socket address in words, with IPv4-mapped IPv6 written as IPv4:
/// "127.0.0.1:8080", "[::1]:8080", "/run/x.sock", "@abstract", "" for none.
std::string to_text(const sockaddr_storage&, socklen_t size);
/// The same of an IPv4 or IPv6 address and a port, both in network byte order.
std::string to_text(const void* address, int family, std::uint16_t port);
/// The inverse for IPv4 and IPv6: the address into `address` (4 or 16 bytes),
/// the port as result, both in network byte order; zeros for a text that is no
/// such address.
std::uint16_t from_text(const std::string& text, void* address) noexcept;
using play::is_any;
using play::meet;
using play::port_of;

/// What a socket is, at one moment.
struct socket_facts {
  int family = 0;
  int type = 0;
  std::uint64_t cookie = 0;  ///< the kernel's name for it (SO_COOKIE)
  std::string local, peer;   ///< as to_text has it; "" if it has none
  bool nonblocking = false;
  bool listening = false;
  bool corked = false;                        ///< TCP_CORK
  std::chrono::milliseconds receive_limit{};  ///< SO_RCVTIMEO; 0: none
  std::chrono::milliseconds send_limit{};     ///< SO_SNDTIMEO; 0: none
  /// UNIX: the process that called connect or listen at the other end.
  pid_t peer_process = 0;

  bool is_inet() const { return family == AF_INET || family == AF_INET6; }
  bool is_tcp() const { return is_inet() && type == SOCK_STREAM; }
  bool is_udp() const { return is_inet() && type == SOCK_DGRAM; }
  bool is_unix() const { return family == AF_UNIX; }
  /// Its bytes are drawn.
  bool is_drawn() const { return is_tcp() || is_udp() || is_unix(); }
  bool has_connections() const { return type != SOCK_DGRAM; }
};

/// The descriptors that a task has: its process's, which are there as long as
/// one of its threads. Holds nothing open. All throw refused_call.
class descriptor_view {
 public:
  descriptor_view(pid_t process, pid_t thread)
      : process_(process), thread_(thread) {}

  /// Empty if it has no such descriptor, or is gone.
  descriptor copy(int fd) const;
  /// Nothing if that is no socket.
  std::optional<socket_facts> facts(int fd) const;
  /// True if a descriptor from `first` to `last` is a socket that is drawn and
  /// that others know by an address or a connection.
  bool has_socket_in(unsigned first, unsigned last) const;

 private:
  descriptor open() const;
  pid_t process_, thread_;
};

/// Nothing: no socket. Throws refused_call.
std::optional<socket_facts> facts_of(const descriptor& socket);

/// The process's sockets that are drawn and that others know by an address or a
/// connection, by their cookies. Throws refused_call.
std::set<std::uint64_t> named_sockets(pid_t process, const descriptor_view&);

/// The descriptors that the process has told an epoll of. Throws refused_call.
std::vector<int> watched_by(pid_t process, int epoll);

/// True if poll() reports any of `events`, an error or a hang-up at once.
/// Throws refused_call.
bool ready_now(const descriptor& copy, short events);

/// The socket tells its waiters once more what is there: after a read that was
/// cut, as the rest arrives later on a network (epoll's edges).
void arrive_again(const descriptor& socket);

/// Gives an unbound Internet socket that port, so that a play has the same
/// ports each time. False if it is bound, or the port is taken.
bool bind_to_port(const descriptor& socket, int family,
                  std::uint16_t port) noexcept;

}  // namespace stage
