// udp_serve PLACE: answers every datagram with itself, for ever.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = bound_socket(argv[1], SOCK_DGRAM);
  for (;;) {
    char bytes[64];
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    auto* address = reinterpret_cast<sockaddr*>(&from);
    const ssize_t n = ::recvfrom(fd, bytes, sizeof bytes, 0, address, &size);
    if (n >= 0)
      ::sendto(fd, bytes, static_cast<std::size_t>(n), 0, address, size);
  }
}
