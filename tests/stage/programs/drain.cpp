// drain PLACE: takes a connection and counts its bytes to the end.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  static char bytes[1 << 16];
  std::size_t total = 0;
  for (ssize_t n; (n = ::recv(fd, bytes, sizeof bytes, 0)) > 0;)
    total += static_cast<std::size_t>(n);
  std::printf("%zu\n", total);
}
