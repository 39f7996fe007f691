// two_epolls PLACE: takes a connection and asks two epolls about it.
#include <sys/epoll.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  const int groups[] = {::epoll_create1(0), ::epoll_create1(0)};
  for (const int group : groups) {
    epoll_event event{EPOLLIN, {}};
    ::epoll_ctl(group, EPOLL_CTL_ADD, fd, &event);
  }
  epoll_event event;
  for (const int group : groups) ::epoll_wait(group, &event, 1, -1);
}
