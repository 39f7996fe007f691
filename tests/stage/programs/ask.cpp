// ask PLACE WORD: sends WORD, says that this was all, and prints the answer.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  ::send(fd, argv[2], std::strlen(argv[2]), 0);
  ::shutdown(fd, SHUT_WR);
  char answer[1024];
  print_result("recv", ::recv(fd, answer, sizeof answer, 0), answer);
  ::close(fd);
}
