// What the traced programs share. PLACE is a port of 127.0.0.1, "8080", of
// 127.0.0.2, "2:8080", of all addresses, "0:8080", or of the IPv6 loopback,
// "6:8080"; or the name of a UNIX socket, "@desk", a SOCK_SEQPACKET one after a
// second @, "@@desk"; or its path, "/tmp/desk", that who binds it clears.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
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
  int type = 0;  // 0: any

  explicit place(const char* text) {
    if (std::strncmp(text, "6:", 2) == 0) {
      auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
      v6.sin6_family = AF_INET6;
      v6.sin6_addr = in6addr_loopback;
      v6.sin6_port = htons(static_cast<in_port_t>(std::atoi(text + 2)));
      size = sizeof v6;
    } else if (*text == '/') {
      auto& name = reinterpret_cast<sockaddr_un&>(address);
      name.sun_family = AF_UNIX;
      std::strncpy(name.sun_path, text, sizeof name.sun_path - 1);
      size = sizeof name;
    } else if (*text == '@') {
      if (*++text == '@') {
        type = SOCK_SEQPACKET;
        ++text;
      }
      auto& name = reinterpret_cast<sockaddr_un&>(address);
      name.sun_family = AF_UNIX;
      std::strncpy(name.sun_path + 1, text, sizeof name.sun_path - 2);
      size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 +
                                    std::strlen(text));
    } else {
      auto& v4 = reinterpret_cast<sockaddr_in&>(address);
      v4.sin_family = AF_INET;
      v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      if (std::strncmp(text, "2:", 2) == 0)
        v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
      if (std::strncmp(text, "0:", 2) == 0) v4.sin_addr.s_addr = INADDR_ANY;
      if (text[1] == ':') text += 2;
      v4.sin_port = htons(static_cast<in_port_t>(std::atoi(text)));
      size = sizeof v4;
    }
  }
  int socket(int usual) const {
    return ::socket(address.ss_family, type == 0 ? usual : type, 0);
  }
  sockaddr* pointer() { return reinterpret_cast<sockaddr*>(&address); }
};

inline int bound_socket(const char* where, int type) {
  place here(where);
  const int fd = stop_if_failed(here.socket(type), "socket");
  if (*where == '/') ::unlink(where);
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
  const int fd = stop_if_failed(there.socket(type), "socket");
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
