// edge_reader PLACE SIZE: takes a connection and, at each edge of an
// edge-triggered epoll, makes one recv of at most SIZE bytes, to its end.
#include <sys/epoll.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  const auto size = static_cast<std::size_t>(std::atoi(argv[2]));
  const int edges = ::epoll_create1(0);
  epoll_event event{};
  event.events = EPOLLIN | EPOLLET;
  ::epoll_ctl(edges, EPOLL_CTL_ADD, fd, &event);
  char bytes[64];
  ssize_t n = 1;
  while (n > 0 && ::epoll_wait(edges, &event, 1, -1) == 1) {
    n = ::recv(fd, bytes, size, 0);
    print_result("recv", n, bytes);
  }
}
