// fail_at_length PORT SIZE: takes one connection and fails if the first recv
// brings just SIZE bytes.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  char bytes[64];
  return ::recv(fd, bytes, sizeof bytes, 0) == std::atoi(argv[2]) ? 1 : 0;
}
