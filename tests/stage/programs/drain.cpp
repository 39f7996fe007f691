// drain PLACE: takes a connection and counts its bytes to the end; fails if one
// is not the one that pour sent.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  static char bytes[1 << 16];
  std::size_t total = 0;
  for (ssize_t n; (n = ::recv(fd, bytes, sizeof bytes, 0)) > 0;)
    for (ssize_t i = 0; i < n; ++i)
      if (bytes[i] != static_cast<char>('a' + total++ % 26)) return 1;
  std::printf("%zu\n", total);
}
