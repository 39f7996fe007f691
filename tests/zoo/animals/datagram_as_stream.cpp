// First the length, then the body, as from a stream: but with its first byte
// the whole datagram was taken, and the rest is gone.
#include "animal.hpp"

namespace {

using reader = std::string (*)(int fd, sockaddr* from, socklen_t* size);

std::string broken(int fd, sockaddr* from, socklen_t* size) {
  char length = 0;
  ::recvfrom(fd, &length, 1, 0, from, size);
  return recv_exactly(fd, static_cast<unsigned char>(length));  // to blame
}

std::string fixed(int fd, sockaddr* from, socklen_t* size) {
  char datagram[64] = {};
  ::recvfrom(fd, datagram, sizeof datagram - 1, 0, from, size);
  return {datagram + 1, static_cast<std::size_t>(datagram[0] & 0x3f)};
}

}  // namespace

int main(int, char** argv) {
  const int fd = bound_socket(argv[2], SOCK_DGRAM);
  const reader read = std::string_view(argv[1]) == "fixed" ? fixed : broken;
  sockaddr_in from{};
  socklen_t size = sizeof from;
  auto* const address = reinterpret_cast<sockaddr*>(&from);
  print(read(fd, address, &size));
  ::sendto(fd, "ok", 2, 0, address, size);
}
