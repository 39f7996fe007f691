// What the traced programs share. PLACE is a port of 127.0.0.1, "8080", or of
// the IPv6 loopback, "6:8080".
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

inline int stop_if_failed(int result, const char* what) {
  if (result != -1) return result;
  std::perror(what);
  std::exit(1);
}

struct place {
  sockaddr_storage address{};
  socklen_t size = 0;

  explicit place(const char* text) {
    if (std::strncmp(text, "6:", 2) == 0) {
      auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
      v6.sin6_family = AF_INET6;
      v6.sin6_addr = in6addr_loopback;
      v6.sin6_port = htons(static_cast<in_port_t>(std::atoi(text + 2)));
      size = sizeof v6;
    } else {
      auto& v4 = reinterpret_cast<sockaddr_in&>(address);
      v4.sin_family = AF_INET;
      v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      v4.sin_port = htons(static_cast<in_port_t>(std::atoi(text)));
      size = sizeof v4;
    }
  }
  sockaddr* pointer() { return reinterpret_cast<sockaddr*>(&address); }
};

inline int bound_socket(const char* where, int type) {
  place here(where);
  const int fd =
      stop_if_failed(::socket(here.address.ss_family, type, 0), "socket");
  stop_if_failed(::bind(fd, here.pointer(), here.size), "bind");
  return fd;
}

inline int listener_at(const char* where, int backlog = 5) {
  const int fd = bound_socket(where, SOCK_STREAM);
  stop_if_failed(::listen(fd, backlog), "listen");
  return fd;
}

inline int accepted(int listener) {
  return stop_if_failed(::accept(listener, nullptr, nullptr), "accept");
}

inline int connected(const char* where, int type = SOCK_STREAM) {
  place there(where);
  const int fd =
      stop_if_failed(::socket(there.address.ss_family, type, 0), "socket");
  stop_if_failed(::connect(fd, there.pointer(), there.size), "connect");
  return fd;
}

/// One line for what a call returned: the count and the bytes, or the error.
inline void print_result(const char* call, ssize_t n, const char* bytes) {
  if (n == -1)
    std::printf("%s: %s\n", call, std::strerror(errno));
  else
    std::printf("%s: %zd %.*s\n", call, n, static_cast<int>(n), bytes);
}
