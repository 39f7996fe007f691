// epoll_event_order broken|fixed PORT NEXT_PORT: where both of its sockets have
// something, the first event is taken for the first socket's. But events come
// in the order in which they happened.
#include <sys/epoll.h>

#include <map>

#include "animal.hpp"

namespace {

// Which of the sockets event `i` of `count` is taken for.
using judge = int (*)(const int (&fds)[2], const epoll_event* events, int i,
                      int count);

int broken(const int (&fds)[2], const epoll_event* events, int i, int count) {
  return count == 2 ? fds[i] : events[i].data.fd;
}

int fixed(const int (&)[2], const epoll_event* events, int i, int) {
  return events[i].data.fd;
}

}  // namespace

int main(int, char** argv) {
  const judge socket_of = std::string_view(argv[1]) == "fixed" ? fixed : broken;
  const int fds[2] = {bound_socket(argv[2], SOCK_DGRAM),
                      bound_socket(argv[3], SOCK_DGRAM)};
  const int epoll = ::epoll_create1(0);
  for (const int fd : fds) {
    epoll_event event{EPOLLIN, {.fd = fd}};
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
  }
  std::map<int, std::string> said;
  while (said.size() < 2) {
    epoll_event events[2];
    const int count = ::epoll_wait(epoll, events, 2, -1);
    for (int i = 0; i < count; ++i)
      said[socket_of(fds, events, i, count)] =
          recv_some(events[i].data.fd, 64);  // to blame
  }
  print(said[fds[0]] + ", then " + said[fds[1]]);
}
