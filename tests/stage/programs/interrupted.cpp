// interrupted PLACE: a timer's handler interrupts its recv; it counts the
// ticks and asks again until the bytes are there.
#include <sys/time.h>

#include <csignal>

#include "loopback.hpp"

namespace {
volatile std::sig_atomic_t ticks = 0;
}

int main(int, char** argv) {
  struct sigaction action {};
  action.sa_handler = [](int) { ticks = ticks + 1; };  // without SA_RESTART
  ::sigaction(SIGALRM, &action, nullptr);
  const int fd = accepted(listener_at(argv[1]));
  const itimerval soon{{0, 1000}, {0, 1000}};
  ::setitimer(ITIMER_REAL, &soon, nullptr);
  char bytes[16];
  ssize_t n = -1;
  int interruptions = 0;
  while ((n = ::recv(fd, bytes, sizeof bytes, 0)) == -1 && errno == EINTR)
    if (++interruptions == 3) ::send(fd, "go", 2, 0);
  const itimerval never{};
  ::setitimer(ITIMER_REAL, &never, nullptr);
  print_result("recv", n, bytes);
  return ticks >= interruptions ? 0 : 1;
}
