// greet PLACE: takes a connection, sends a word, and waits for one.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  ::send(fd, "news", 4, MSG_NOSIGNAL);
  char bytes[16];
  print_result("recv", ::recv(fd, bytes, sizeof bytes, 0), bytes);
}
