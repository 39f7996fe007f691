#include "stage/net/sockets.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <numeric>
#include <sstream>

#include "stage/refusal.hpp"
#include "stage/tracer/proc.hpp"

namespace stage {
namespace {

// `otherwise` where it is no socket, or none of a kind that has the option.
// Those of SOL_SOCKET are there for every kind.
template <typename T>
T option(const descriptor& socket, int level, int name, T otherwise) {
  T value{};
  socklen_t size = sizeof value;
  if (::getsockopt(socket.get(), level, name, &value, &size) == 0) return value;
  if (level == SOL_SOCKET)
    expect_errno({ENOTSOCK, EBADF}, "getsockopt");
  else
    expect_errno({ENOTSOCK, EBADF, ENOPROTOOPT, EOPNOTSUPP, ENOTCONN, EINVAL},
                 "getsockopt");
  return otherwise;
}

using name_call = int (*)(int, sockaddr*, socklen_t*);
std::string name_of(const descriptor& socket, name_call ask, const char* call) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (ask(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0)
    return to_text(address, size);
  expect_errno({ENOTCONN, EINVAL, EOPNOTSUPP}, call);
  return {};
}

std::string unix_text(const sockaddr_un& address, socklen_t size) {
  constexpr socklen_t head = offsetof(sockaddr_un, sun_path);
  if (size <= head) return {};
  std::string path(address.sun_path, size - head);
  if (path[0] == '\0') return "@" + path.substr(1);
  return path.substr(0, path.find('\0'));
}

// PIDFD_THREAD, which the C library's headers do not have yet.
constexpr unsigned of_thread = O_EXCL;

// Others know it, by an address or a connection.
bool is_known(const std::optional<socket_facts>& socket) {
  return socket && socket->is_drawn() &&
         !(socket->local.empty() && socket->peer.empty());
}

// The descriptors of the process; where it hides them, all that it could have.
std::vector<int> numbers_of(pid_t process) {
  if (!hides(process)) return numbers_in_proc(std::to_string(process) + "/fd");
  constexpr rlim_t most = 65536;
  rlimit open{};
  if (::prlimit(process, RLIMIT_NOFILE, nullptr, &open) == -1)
    expect_errno({ESRCH}, "prlimit");
  std::vector<int> all(std::min(open.rlim_cur, most));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

}  // namespace

std::string to_text(const sockaddr_storage& address, socklen_t size) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    ::inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    return text + (":" + std::to_string(ntohs(v4.sin_port)));
  }
  if (address.ss_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    const std::string port = ":" + std::to_string(ntohs(v6.sin6_port));
    if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
      ::inet_ntop(AF_INET, &v6.sin6_addr.s6_addr[12], text, sizeof text);
      return text + port;
    }
    ::inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
    return "[" + std::string(text) + "]" + port;
  }
  if (address.ss_family == AF_UNIX)
    return unix_text(reinterpret_cast<const sockaddr_un&>(address), size);
  return {};
}

std::string to_text(const void* address, int family, std::uint16_t port) {
  sockaddr_storage storage{};
  storage.ss_family = static_cast<sa_family_t>(family);
  if (family == AF_INET) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
    std::memcpy(&v4.sin_addr, address, sizeof v4.sin_addr);
    v4.sin_port = port;
  } else {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
    std::memcpy(&v6.sin6_addr, address, sizeof v6.sin6_addr);
    v6.sin6_port = port;
  }
  return to_text(storage, sizeof storage);
}

std::uint16_t from_text(const std::string& text, void* address) noexcept {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return 0;
  if (text.starts_with('['))
    ::inet_pton(AF_INET6, text.substr(1, colon - 2).c_str(), address);
  else
    ::inet_pton(AF_INET, text.substr(0, colon).c_str(), address);
  return htons(static_cast<std::uint16_t>(port_of(text)));
}

// Before Linux 6.9 there are only pidfds of first threads; once that one has
// ended it has no descriptors any more.
descriptor descriptor_view::open() const {
  int pidfd = static_cast<int>(::syscall(SYS_pidfd_open, thread_, of_thread));
  if (pidfd == -1 && errno == EINVAL)
    pidfd = static_cast<int>(::syscall(SYS_pidfd_open, process_, 0));
  if (pidfd == -1) expect_errno({ESRCH}, "pidfd_open");
  return descriptor(pidfd);
}

descriptor descriptor_view::copy(int fd) const {
  const descriptor task = open();
  if (!task) return {};
  const auto copy =
      static_cast<int>(::syscall(SYS_pidfd_getfd, task.get(), fd, 0));
  if (copy == -1) expect_errno({EBADF, ESRCH}, "pidfd_getfd");
  return descriptor(copy);
}

std::optional<socket_facts> descriptor_view::facts(int fd) const {
  const descriptor socket = copy(fd);
  return socket ? facts_of(socket) : std::nullopt;
}

std::optional<socket_facts> facts_of(const descriptor& socket) {
  socket_facts facts;
  facts.family = option(socket, SOL_SOCKET, SO_DOMAIN, -1);
  if (facts.family == -1) return {};
  facts.type = option(socket, SOL_SOCKET, SO_TYPE, 0);
  facts.cookie = option<std::uint64_t>(socket, SOL_SOCKET, SO_COOKIE, 0);
  facts.local = name_of(socket, ::getsockname, "getsockname");
  facts.peer = name_of(socket, ::getpeername, "getpeername");
  const int flags = ::fcntl(socket.get(), F_GETFL);
  if (flags == -1) refuse("fcntl");
  facts.nonblocking = (flags & O_NONBLOCK) != 0;
  facts.listening = option(socket, SOL_SOCKET, SO_ACCEPTCONN, 0) != 0;
  const auto limit = [&socket](int name) {
    const timeval time = option(socket, SOL_SOCKET, name, timeval{});
    return std::chrono::ceil<std::chrono::milliseconds>(
        std::chrono::seconds(time.tv_sec) +
        std::chrono::microseconds(time.tv_usec));
  };
  facts.receive_limit = limit(SO_RCVTIMEO);
  facts.send_limit = limit(SO_SNDTIMEO);
  if (facts.is_tcp())
    facts.corked = option(socket, IPPROTO_TCP, TCP_CORK, 0) != 0;
  if (facts.is_unix())
    facts.peer_process = option(socket, SOL_SOCKET, SO_PEERCRED, ucred{}).pid;
  return facts;
}

bool descriptor_view::has_socket_in(unsigned first, unsigned last) const {
  const auto all = numbers_of(process_);
  return std::ranges::any_of(all, [&](int fd) {
    const auto number = static_cast<unsigned>(fd);
    return first <= number && number <= last && is_known(facts(fd));
  });
}

std::set<std::uint64_t> named_sockets(pid_t process,
                                      const descriptor_view& view) {
  std::set<std::uint64_t> cookies;
  for (const int fd : numbers_of(process))
    if (const auto facts = view.facts(fd); is_known(facts))
      cookies.insert(facts->cookie);
  return cookies;
}

// Lines such as "tfd:        5 events:       19 data: ...".
std::vector<int> watched_by(pid_t process, int epoll) {
  std::istringstream in(
      read_proc(std::to_string(process) + "/fdinfo/" + std::to_string(epoll))
          .value_or(""));
  std::vector<int> watched;
  for (std::string word; in >> word;)
    if (int fd = 0; word == "tfd:" && in >> fd) watched.push_back(fd);
  return watched;
}

bool ready_now(const descriptor& copy, short events) {
  pollfd item{copy.get(), events, 0};
  int ready = -1;
  while ((ready = ::poll(&item, 1, 0)) == -1) expect_errno({EINTR}, "poll");
  return ready == 1;
}

// Setting the low-water mark, even to what it was, wakes the waiters
// (tcp_set_rcvlowat in the kernel's net/ipv4/tcp.c).
void arrive_again(const descriptor& socket) {
  const int mark = option(socket, SOL_SOCKET, SO_RCVLOWAT, 1);
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVLOWAT, &mark, sizeof mark);
}

bool bind_to_port(const descriptor& socket, int family,
                  std::uint16_t port) noexcept {
  sockaddr_storage address{};
  socklen_t size = 0;
  if (family == AF_INET) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(address);
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    size = sizeof v4;
  } else {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    size = sizeof v6;
  }
  return ::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), size) == 0;
}

}  // namespace stage
