// A datagram client with a port of chance waits for an answer that nobody
// sends.
#include "animal.hpp"

namespace {

void talk(int fd, const char* port, bool waits) {
  place there(port);
  ::sendto(fd, "x", 1, 0, there.pointer(), there.size);
  if (waits) print(recv_some(fd, 64));
}

}  // namespace

int main(int, char** argv) {
  talk(bound_socket("0", SOCK_DGRAM), argv[2],
       std::string_view(argv[1]) == "broken");
}
