// reset PLACE [WORD]: connects, sends WORD if there is one, and closes by a
// reset.
#include "loopback.hpp"

int main(int argc, char** argv) {
  const int fd = connected(argv[1]);
  if (argc > 2) ::send(fd, argv[2], std::strlen(argv[2]), 0);
  const linger at_once{1, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(fd);
}
