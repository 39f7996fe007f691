// udp_say PLACE SIZE...: sends a datagram of each SIZE from one socket, each
// filled with a letter of its own: a, b, c ...; >PLACE: the next go there.
#include "loopback.hpp"

int main(int, char** argv) {
  place there(argv[1]);
  const int fd = stop_if_failed(there.socket(SOCK_DGRAM), "socket");
  static char bytes[1 << 17];
  char letter = 'a';
  for (char** size = argv + 2; *size != nullptr; ++size) {
    if (**size == '>') {
      there = place(*size + 1);
      continue;
    }
    const auto n = static_cast<std::size_t>(std::atol(*size));
    std::memset(bytes, letter++, n);
    if (::sendto(fd, bytes, n, 0, there.pointer(), there.size) == -1)
      std::perror("sendto");
  }
}
