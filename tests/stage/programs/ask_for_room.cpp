// ask_for_room PLACE: connects, and asks by select whether it can send, which
// it always can, until it can read.
#include <sys/select.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  fd_set in, out;
  do {
    FD_ZERO(&in);
    FD_ZERO(&out);
    FD_SET(fd, &in);
    FD_SET(fd, &out);
    timeval limit{10, 0};
    ::select(fd + 1, &in, &out, nullptr, &limit);
  } while (!FD_ISSET(fd, &in));
  char bytes[16];
  print_result("recv", ::recv(fd, bytes, sizeof bytes, 0), bytes);
}
