// speak_when_asked PLACE: waits for a first byte, then answers "hello".
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  char bytes[16];
  print_result("recv", ::recv(fd, bytes, sizeof bytes, 0), bytes);
  ::send(fd, "hello", 5, 0);
  ::recv(fd, bytes, sizeof bytes, 0);
}
