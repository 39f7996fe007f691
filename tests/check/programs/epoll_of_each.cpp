// epoll_of_each PLACE: takes two connections and waits for the first one, its
// child for both, each by an epoll of its own with the same number.
#include <sys/epoll.h>
#include <unistd.h>

#include "loopback.hpp"

namespace {

void wait_for(const int* fds, int count) {
  const int group = ::epoll_create1(0);
  for (int i = 0; i < count; ++i) {
    epoll_event event{EPOLLIN, {.fd = fds[i]}};
    ::epoll_ctl(group, EPOLL_CTL_ADD, fds[i], &event);
  }
  epoll_event events[8];
  ::epoll_wait(group, events, 8, -1);
}

}  // namespace

int main(int, char** argv) {
  const int listener = listener_at(argv[1]);
  const int fds[] = {accepted(listener), accepted(listener)};
  wait_for(fds, ::fork() == 0 ? 2 : 1);
}
