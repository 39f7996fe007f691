// epoll_order PLACE COUNT: takes COUNT connections and prints in which order
// an epoll reports that they have bytes.
#include <sys/epoll.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int listener = listener_at(argv[1]);
  const int count = std::atoi(argv[2]);
  const int group = stop_if_failed(::epoll_create1(0), "epoll_create1");
  for (int i = 0; i < count; ++i) {
    const int fd = accepted(listener);
    epoll_event event{};
    event.events = EPOLLIN | EPOLLONESHOT;
    event.data.u32 = static_cast<unsigned>(i);
    stop_if_failed(::epoll_ctl(group, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
  }
  epoll_event events[8];
  for (int reported = 0; reported < count;) {
    const int n = stop_if_failed(::epoll_wait(group, events, 8, -1), "wait");
    for (int i = 0; i < n; ++i) std::printf("%u\n", events[i].data.u32);
    reported += n;
  }
}
