// fork_to_serve PLACE: a child serves the client, and its parent waits for it.
#include <sys/wait.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int listener = listener_at(argv[1]);
  const int fd = accepted(listener);
  if (::fork() == 0) {
    char bytes[16];
    print_result("recv", ::recv(fd, bytes, sizeof bytes, 0), bytes);
    std::fflush(stdout);
    ::_exit(3);
  }
  ::close(fd);
  int status = 0;
  ::wait(&status);
  std::printf("the child ended with %d\n", WEXITSTATUS(status));
}
