// epoll_alike PLACE: takes two connections and waits once for both, by one
// name.
#include <sys/epoll.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int listener = listener_at(argv[1]);
  const int fds[] = {accepted(listener), accepted(listener)};
  const int group = ::epoll_create1(0);
  for (const int fd : fds) {
    epoll_event event{EPOLLIN, {}};
    ::epoll_ctl(group, EPOLL_CTL_ADD, fd, &event);
  }
  epoll_event events[8];
  ::epoll_wait(group, events, 8, -1);
}
