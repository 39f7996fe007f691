// part_by PLACE CALL: connects and takes leave by close, or by dup2, which puts
// another file in the socket's place; then it connects once more.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  if (std::strcmp(argv[2], "dup2") == 0)
    ::dup2(STDERR_FILENO, fd);
  else
    ::close(fd);
  connected(argv[1]);
}
