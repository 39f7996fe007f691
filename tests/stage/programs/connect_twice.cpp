// connect_twice PLACE [PLACE]: connects, and once more, and waits until both
// connections have ended.
#include "loopback.hpp"

int main(int argc, char** argv) {
  const int one = connected(argv[1]);
  const int other = connected(argv[argc - 1]);
  char byte;
  ::recv(one, &byte, 1, 0);
  ::recv(other, &byte, 1, 0);
}
