// wake_up PLACE: looks for events three times before it listens, as programs
// around an event loop do, and takes a connection and its bytes.
#include <sys/epoll.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int group = ::epoll_create1(0);
  epoll_event event{};
  for (int i = 0; i < 3; ++i) ::epoll_wait(group, &event, 1, 0);
  const int fd = accepted(listener_at(argv[1]));
  char bytes[16];
  print_result("recv", ::recv(fd, bytes, sizeof bytes, 0), bytes);
}
