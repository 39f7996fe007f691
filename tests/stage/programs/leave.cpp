// leave PLACE WORD STATUS [CHILD]: connects, sends WORD and ends with STATUS,
// without closing anything. CHILD: so does a child, before.
#include <sys/wait.h>

#include "loopback.hpp"

int main(int argc, char** argv) {
  const int fd = connected(argv[1]);
  ::send(fd, argv[2], std::strlen(argv[2]), 0);
  if (argc > 4 && ::fork() != 0) ::wait(nullptr);
  ::_exit(std::atoi(argv[3]));
}
