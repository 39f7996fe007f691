// epoll_letters PLACE: takes two connections, and prints the letter that came
// over each in the order in which an epoll reports them.
#include <sys/epoll.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int listener = listener_at(argv[1]);
  const int group = stop_if_failed(::epoll_create1(0), "epoll_create1");
  for (int i = 0; i < 2; ++i) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLONESHOT;
    event.data.fd = accepted(listener);
    stop_if_failed(::epoll_ctl(group, EPOLL_CTL_ADD, event.data.fd, &event),
                   "epoll_ctl");
  }
  epoll_event events[8];
  for (int reported = 0; reported < 2;) {
    const int n = stop_if_failed(::epoll_wait(group, events, 8, -1), "wait");
    for (int i = 0; i < n; ++i) {
      char letter = '?';
      ::recv(events[i].data.fd, &letter, 1, 0);
      std::printf("%c", letter);
    }
    reported += n;
  }
}
