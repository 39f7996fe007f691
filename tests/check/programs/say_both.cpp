// say_both PLACE OTHER LETTER: sends LETTER to PLACE, then to OTHER.
#include "loopback.hpp"

int main(int, char** argv) {
  const int first = connected(argv[1]);
  const int second = connected(argv[2]);
  ::send(first, argv[3], 1, MSG_NOSIGNAL);
  ::send(second, argv[3], 1, MSG_NOSIGNAL);
}
