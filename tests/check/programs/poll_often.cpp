// poll_often PLACE: takes a connection, polls it without waiting until it has
// something, and reads that.
#include <poll.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  pollfd item{fd, POLLIN, 0};
  while (::poll(&item, 1, 0) == 0) {
  }
  char bytes[16];
  print_result("recv", ::recv(fd, bytes, sizeof bytes, 0), bytes);
}
