// roll_if_short PLACE SIZE: prints a random number if its one recv brings fewer
// bytes than SIZE.
#include <sys/random.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  char bytes[64];
  const ssize_t n = ::recv(fd, bytes, sizeof bytes, 0);
  unsigned long number = 0;
  if (n < std::atoi(argv[2]) &&
      ::getrandom(&number, sizeof number, 0) != sizeof number)
    return 1;
  std::printf("%lu\n", number);
}
