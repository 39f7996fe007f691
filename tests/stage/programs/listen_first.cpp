// listen_first PLACE: connects and waits for the other side to speak.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  char answer[16];
  print_result("recv", ::recv(fd, answer, sizeof answer, 0), answer);
}
