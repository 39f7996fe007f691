// fill PLACE COUNT: COUNT blocking sends of 64 KiB through a buffer that
// holds two.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  const int room = 1 << 16;  // the kernel doubles it
  ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
  static const char bytes[1 << 16] = {};
  long total = 0;
  for (int left = std::atoi(argv[2]); left > 0; --left)
    total += ::send(fd, bytes, sizeof bytes, 0);
  std::printf("%ld\n", total);
}
