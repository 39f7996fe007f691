// fill PLACE: sends without waiting until there is no more room, then sends one
// more byte and waits for its room.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  static const char bytes[1 << 16] = {};
  while (::send(fd, bytes, sizeof bytes, MSG_DONTWAIT) != -1) {
  }
  print_result("send", ::send(fd, "!", 1, 0), "!");
}
