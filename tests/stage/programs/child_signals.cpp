// child_signals PLACE: forks for each of two clients and reaps the children in
// a handler of SIGCHLD, as the classic servers do.
#include <sys/wait.h>

#include <csignal>

#include "loopback.hpp"

namespace {
void reap(int) {
  const int before = errno;
  while (::waitpid(-1, nullptr, WNOHANG) > 0) {
  }
  errno = before;
}
}  // namespace

int main(int, char** argv) {
  struct sigaction action {};
  action.sa_handler = reap;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGCHLD, &action, nullptr);
  const int listener = listener_at(argv[1]);
  for (int i = 0; i < 2; ++i) {
    const int fd = accepted(listener);
    if (::fork() == 0) {
      char bytes[16];
      print_result("recv", ::recv(fd, bytes, sizeof bytes, 0), bytes);
      std::fflush(stdout);
      ::_exit(0);
    }
    ::close(fd);
  }
}
