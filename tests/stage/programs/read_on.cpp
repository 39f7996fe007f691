// read_on PLACE: never learns that the stream has ended.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  for (char buffer[16];;) ::recv(fd, buffer, sizeof buffer, 0);
}
