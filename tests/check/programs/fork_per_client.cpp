// fork_per_client PLACE: a child of its own echoes what each client sends.
#include <csignal>

#include "loopback.hpp"

int main(int, char** argv) {
  ::signal(SIGCHLD, SIG_IGN);  // nobody waits for the children
  const int listener = listener_at(argv[1]);
  for (;;) {
    const int fd = accepted(listener);
    if (::fork() == 0) {
      ::close(listener);
      char bytes[64];
      for (ssize_t n; (n = ::recv(fd, bytes, sizeof bytes, 0)) > 0;)
        ::send(fd, bytes, static_cast<std::size_t>(n), MSG_NOSIGNAL);
      ::_exit(0);
    }
    ::close(fd);
  }
}
