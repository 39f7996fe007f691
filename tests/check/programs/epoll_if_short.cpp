// epoll_if_short PLACE SIZE: takes two connections and reads once from the
// first. Only if that brings fewer bytes than SIZE, prints in which order an
// epoll reports that they have bytes.
#include <sys/epoll.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int listener = listener_at(argv[1]);
  const int group = stop_if_failed(::epoll_create1(0), "epoll_create1");
  int connections[2];
  for (unsigned i = 0; i < 2; ++i) {
    connections[i] = accepted(listener);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u32 = i;
    stop_if_failed(::epoll_ctl(group, EPOLL_CTL_ADD, connections[i], &event),
                   "epoll_ctl");
  }
  char bytes[64];
  const ssize_t n = ::recv(connections[0], bytes, sizeof bytes, 0);
  print_result("recv", n, bytes);
  if (n >= std::atoi(argv[2])) return 0;
  epoll_event events[2];
  const int ready = stop_if_failed(::epoll_wait(group, events, 2, -1), "wait");
  for (int i = 0; i < ready; ++i) std::printf("%u\n", events[i].data.u32);
}
