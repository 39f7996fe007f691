// udp_ask PLACE WORD: a connected datagram socket; sends WORD and prints the
// answer, or why there is none.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1], SOCK_DGRAM);
  ::send(fd, argv[2], std::strlen(argv[2]), 0);
  char answer[64];
  print_result("recv", ::recv(fd, answer, sizeof answer, 0), answer);
}
