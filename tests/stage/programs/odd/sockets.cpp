// Sockets where they are not expected, of kinds that are rare, and descriptors
// that change hands.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <string>

#include "odd.hpp"

namespace {

int dup2_over_socket(long) {
  const tcp_pair pair;
  char byte;
  ::dup2(must(::open("/dev/null", O_RDWR), "open"), pair.near);
  say_result("recv", ::recv(pair.far, &byte, 1, 0));
  ::dup2(pair.far, STDERR_FILENO);
  complain("to a socket that nobody reads");
  return 0;
}

int output_is_socket(long) {
  const tcp_pair pair;
  const int before = ::dup(STDOUT_FILENO);
  ::dup2(pair.near, STDOUT_FILENO);
  ::close(pair.near);
  std::printf("printed\n");
  std::fflush(stdout);
  ::dup2(before, STDOUT_FILENO);
  say_all_of("came:", pair.far);
  return 0;
}

int input_is_socket(long) {
  const tcp_pair pair;
  ::dup2(pair.far, STDIN_FILENO);
  send_all(pair.near, "line\n");
  ::close(pair.near);
  char line[16] = {};
  say("%s", std::fgets(line, sizeof line, stdin));
  say("end %d\n", std::fgetc(stdin) == EOF);
  return 0;
}

int closes_everything(long) {
  talk();
  for (int fd = 0; fd < 256; ++fd) ::close(fd);
  return ::socket(AF_INET, SOCK_STREAM, 0) == 0 ? 7 : 8;
}

int close_range(long) {
  const tcp_pair pair;
  char byte;
  const auto near = static_cast<unsigned>(pair.near);
  ::syscall(SYS_close_range, near, near, 0);
  say_result("recv", ::recv(pair.far, &byte, 1, 0));
  return 0;
}

void hand_over(int channel, int fd) {
  char byte = 'x';
  iovec part{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
  must(::sendmsg(channel, &message, 0) == -1 ? -1 : 0, "sendmsg");
}

int handed_over(int channel) {
  char byte;
  iovec part{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  must(::recvmsg(channel, &message, 0) == -1 ? -1 : 0, "recvmsg");
  int fd = -1;
  std::memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
  return fd;
}

int passes_a_socket(long) {
  int channel[2];
  must(::socketpair(AF_UNIX, SOCK_STREAM, 0, channel), "socketpair");
  const tcp_pair pair;
  const pid_t pid = child([&] {
    ::close(pair.near);
    send_all(handed_over(channel[1]), "passed");
    return 0;
  });
  hand_over(channel[0], pair.near);
  ::close(pair.near);
  say_all_of("got", pair.far);
  say_end_of("child", pid);
  return 0;
}

int socket_pairs(long) {
  for (const int type : {SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET}) {
    int ends[2];
    must(::socketpair(AF_UNIX, type, 0, ends), "socketpair");
    const pid_t pid = child([&ends] {
      send_all(ends[1], "one");
      send_all(ends[1], "two");
      return 0;
    });
    say_end_of("child", pid);
    ::close(ends[1]);
    char text[16];
    const ssize_t n = ::recv(ends[0], text, sizeof text, 0);
    say("got %.*s\n", static_cast<int>(n), text);
  }
  return 0;
}

int abstract_name(long) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::snprintf(name.sun_path + 1, sizeof name.sun_path - 1, "odd.%d",
                ::getpid());
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 +
                                           std::strlen(name.sun_path + 1));
  auto* where = reinterpret_cast<sockaddr*>(&name);
  const int desk = must(::socket(AF_UNIX, SOCK_STREAM, 0), "socket");
  must(::bind(desk, where, size), "bind");
  must(::listen(desk, 1), "listen");
  child([&] {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    must(::connect(fd, where, size), "connect");
    send_all(fd, "hi");
    return 0;
  });
  say_all_of("got", must(::accept(desk, nullptr, nullptr), "accept"));
  ::wait(nullptr);
  return 0;
}

int version_6(long) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_addr = in6addr_loopback;
  socklen_t size = sizeof address;
  auto* where = reinterpret_cast<sockaddr*>(&address);
  const int desk = must(::socket(AF_INET6, SOCK_STREAM, 0), "socket");
  must(::bind(desk, where, size), "bind");
  must(::listen(desk, 1), "listen");
  must(::getsockname(desk, where, &size), "getsockname");
  child([&] {
    const int fd = ::socket(AF_INET6, SOCK_STREAM, 0);
    must(::connect(fd, where, size), "connect");
    send_all(fd, "six");
    return 0;
  });
  say_all_of("got", must(::accept(desk, nullptr, nullptr), "accept"));
  ::wait(nullptr);
  return 0;
}

// Two processes share a port, and the kernel chooses between them.
int shared_port(long) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* where = reinterpret_cast<sockaddr*>(&address);
  int desks[2];
  pid_t pids[2];
  for (int i = 0; i < 2; ++i) {
    const int on = 1;
    desks[i] = must(::socket(AF_INET, SOCK_STREAM, 0), "socket");
    ::setsockopt(desks[i], SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    must(::bind(desks[i], where, size), "bind");
    must(::getsockname(desks[i], where, &size), "getsockname");
    must(::listen(desks[i], 30), "listen");
  }
  for (int i = 0; i < 2; ++i)
    pids[i] = child([&desks, i] {
      for (;;) {
        const int fd = ::accept(desks[i], nullptr, nullptr);
        send_all(fd, "y");
        ::close(fd);
      }
      return 0;
    });
  int served = 0;
  for (int i = 0; i < 20; ++i) {
    char byte;
    const int fd = dial(desks[0]);
    if (::recv(fd, &byte, 1, 0) == 1) ++served;
    ::close(fd);
  }
  for (const pid_t pid : pids) {
    ::kill(pid, SIGKILL);
    say_end_of("server", pid);
  }
  say("served %d\n", served);
  return 0;
}

// A listener that has gone: its port refuses, which is seen by poll only.
int connects_without_waiting(long) {
  for (const bool there : {true, false}) {
    const int desk = listener();
    sockaddr_in address{};
    socklen_t size = sizeof address;
    auto* where = reinterpret_cast<sockaddr*>(&address);
    ::getsockname(desk, where, &size);
    if (!there) ::close(desk);
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const bool begun = ::connect(fd, where, size) == 0 ||
                       errno == EINPROGRESS || errno == ECONNREFUSED;
    pollfd item{fd, POLLOUT, 0};
    say("begun %d poll %d", begun, ::poll(&item, 1, 2000));
    int error = 0;
    socklen_t error_size = sizeof error;
    ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &error_size);
    say(" %s\n", std::strerror(error));
    if (!there) continue;
    char byte;
    say_result("empty", ::recv(fd, &byte, 1, 0));
    say_result("send", ::send(fd, "nb", 2, 0));
    const int far = ::accept(desk, nullptr, nullptr);
    ::close(fd);
    say_all_of("got", far);
  }
  return 0;
}

int wrong_use(long) {
  char byte;
  const tcp_pair pair;
  const int file = must(::open("/dev/null", O_RDWR), "open");
  const int fresh = ::socket(AF_INET, SOCK_STREAM, 0);
  say_result("family", ::socket(12345, SOCK_STREAM, 0));
  say_result("no socket", ::recv(file, &byte, 1, 0));
  say_result("not open", ::send(200, &byte, 1, 0));
  say_result("minus one", ::close(-1));
  say_result("accept", ::accept(fresh, nullptr, nullptr));
  say_result("not connected", ::recv(fresh, &byte, 1, 0));
  say_result("not connected", ::send(fresh, &byte, 1, MSG_NOSIGNAL));
  say_result("shutdown", ::shutdown(fresh, SHUT_RDWR));
  say_result("shutdown 9", ::shutdown(pair.near, 9));
  say_result("dup2", ::dup2(200, 5));
  say_result("dup3", ::dup3(pair.near, pair.near, 0));
  say_result("flags", ::recv(pair.near, &byte, 1, MSG_DONTWAIT | MSG_OOB));
  sockaddr_in nowhere{};
  nowhere.sin_family = AF_INET;
  nowhere.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  nowhere.sin_port = htons(1);
  auto* where = reinterpret_cast<sockaddr*>(&nowhere);
  say_result("refused", ::connect(fresh, where, sizeof nowhere));
  say_result("twice", ::connect(pair.near, where, sizeof nowhere));
  say_result("bind", ::bind(pair.near, where, 3));
  return 0;
}

// Each fails at once, whatever is ready.
int accepts_in_vain(long) {
  const tcp_pair pair;
  say_result("connected", ::accept(pair.far, nullptr, nullptr));
  say_result("flags", ::syscall(SYS_accept4, listener(), nullptr, nullptr, -1));
  return 0;
}

constexpr behaviour all[] = {
    {"dup2_over_socket", dup2_over_socket},
    {"output_is_socket", output_is_socket},
    {"input_is_socket", input_is_socket},
    {"closes_everything", closes_everything},
    {"close_range", close_range},
    {"passes_a_socket", passes_a_socket},
    {"socket_pairs", socket_pairs},
    {"abstract_name", abstract_name},
    {"version_6", version_6},
    {"shared_port", shared_port},
    {"connects_without_waiting", connects_without_waiting},
    {"wrong_use", wrong_use},
    {"accepts_in_vain", accepts_in_vain},
};

}  // namespace

const std::span<const behaviour> sockets = all;
