// dup_by_chance PLACE: connects and gives its socket a random number.
#include <sys/random.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  unsigned chance = 0;
  if (::getrandom(&chance, sizeof chance, 0) != sizeof chance) return 1;
  ::dup2(fd, 10 + static_cast<int>(chance % 1000));
}
