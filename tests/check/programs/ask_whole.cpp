// ask_whole PLACE WORD: sends WORD and prints an answer of the same length,
// however it comes.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  const std::size_t size = std::strlen(argv[2]);
  ::send(fd, argv[2], size, 0);
  char answer[64];
  std::size_t have = 0;
  while (have < size) {
    const ssize_t n = ::recv(fd, answer + have, size - have, 0);
    if (n <= 0) break;
    have += static_cast<std::size_t>(n);
  }
  print_result("all", static_cast<ssize_t>(have), answer);
  ::close(fd);
}
