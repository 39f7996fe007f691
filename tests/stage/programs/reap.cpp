// reap HOW PLACE: forks for each client, for ever, and says of each child that
// it was reaped, in a handler of SIGCHLD. It waits for clients in accept, which
// is started again after that, or in poll, which is not.
#include <poll.h>
#include <sys/wait.h>

#include <csignal>

#include "loopback.hpp"

namespace {
void reap(int) {
  const int before = errno;
  while (::waitpid(-1, nullptr, WNOHANG) > 0)
    [[maybe_unused]] const ssize_t n = ::write(STDOUT_FILENO, "reaped\n", 7);
  errno = before;
}
}  // namespace

int main(int, char** argv) {
  struct sigaction action {};
  action.sa_handler = reap;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGCHLD, &action, nullptr);
  const bool polls = std::strcmp(argv[1], "poll") == 0;
  const int listener = listener_at(argv[2]);
  for (;;) {
    pollfd item{listener, POLLIN, 0};
    if (polls && ::poll(&item, 1, -1) == -1) continue;
    const int fd = accepted(listener);
    if (::fork() == 0) {
      char bytes[16];
      ::close(listener);
      ::recv(fd, bytes, sizeof bytes, 0);
      ::_exit(0);
    }
    ::close(fd);
  }
}
