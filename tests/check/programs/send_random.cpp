// send_random PLACE: connects and sends eight random bytes.
#include <sys/random.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  char bytes[8];
  if (::getrandom(bytes, sizeof bytes, 0) != sizeof bytes) return 1;
  ::send(fd, bytes, sizeof bytes, 0);
}
