// await PLACE: connects and waits for something by epoll.
#include <sys/epoll.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  const int group = ::epoll_create1(0);
  epoll_event event{EPOLLIN, {}};
  ::epoll_ctl(group, EPOLL_CTL_ADD, fd, &event);
  ::epoll_wait(group, &event, 1, -1);
}
