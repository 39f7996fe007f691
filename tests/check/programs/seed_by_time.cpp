// seed_by_time PLACE: asks a clock once, before its first socket call, and
// sends a number that follows from it.
#include <ctime>

#include "loopback.hpp"

int main(int, char** argv) {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  std::srand(static_cast<unsigned>(now.tv_nsec));
  const int fd = connected(argv[1]);
  const int number = std::rand();
  ::send(fd, &number, sizeof number, 0);
}
