// Edge-triggered epoll tells once that bytes have come. What one recv leaves
// there is not told again.
#include <sys/epoll.h>

#include "animal.hpp"

namespace {

int edges_of(int fd) {
  const int edges = ::epoll_create1(0);
  epoll_event event{EPOLLIN | EPOLLET, {}};
  ::epoll_ctl(edges, EPOLL_CTL_ADD, fd, &event);
  return edges;
}

void wait_for_edge(int edges) {
  epoll_event event;
  again([&] { return ::epoll_wait(edges, &event, 1, -1); });
}

void broken(int fd) {
  const int edges = edges_of(fd);
  std::string line;
  while (!line.ends_with('\n')) {
    wait_for_edge(edges);
    line += recv_some(fd, 4);  // to blame
  }
  print(line);
  send_all(fd, "ok");
}

void fixed(int fd) {
  const int edges = edges_of(fd);
  std::string line;
  while (!line.ends_with('\n')) {
    wait_for_edge(edges);
    char bytes[4];
    for (ssize_t n; (n = ::recv(fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0;)
      line.append(bytes, static_cast<std::size_t>(n));
  }
  print(line);
  send_all(fd, "ok");
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
