// Connections that hold as few bytes as the kernel allows, so that a few
// thousand fill them.
#pragma once

#include "stage/programs/loopback.hpp"

inline void make_small(int fd) {
  const int least = 1;  // the kernel makes it 4608 and 2304
  ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &least, sizeof least);
  ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &least, sizeof least);
}

// Before listen and connect: the handshake tells the other end how much fits.
inline int small_listener_at(const char* port) {
  const int fd = bound_socket(port, SOCK_STREAM);
  make_small(fd);
  stop_if_failed(::listen(fd, 5), "listen");
  return fd;
}

inline int small_connected(const char* port) {
  place there(port);
  const int fd = stop_if_failed(::socket(AF_INET, SOCK_STREAM, 0), "socket");
  make_small(fd);
  stop_if_failed(::connect(fd, there.pointer(), there.size), "connect");
  return fd;
}
