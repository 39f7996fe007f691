// knock PLACE WORD: tries with one socket after the other until somebody
// listens, and sends WORD.
#include "loopback.hpp"

int main(int, char** argv) {
  place there(argv[1]);
  int fd = -1;
  do {
    fd = stop_if_failed(there.socket(SOCK_STREAM), "socket");
  } while (::connect(fd, there.pointer(), there.size) == -1);
  ::send(fd, argv[2], std::strlen(argv[2]), 0);
}
