// try_again PLACE: asks a non-blocking socket again and again until it has
// something.
#include <fcntl.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  ::fcntl(fd, F_SETFL, O_NONBLOCK);
  char bytes[16];
  ssize_t n = -1;
  while ((n = ::recv(fd, bytes, sizeof bytes, 0)) == -1 && errno == EAGAIN) {
  }
  print_result("recv", n, bytes);
}
