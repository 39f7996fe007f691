// two_lines PLACE: connects twice, and says "three" to the second before "one"
// to the first.
#include "loopback.hpp"

int main(int, char** argv) {
  const int first = connected(argv[1]);
  const int second = connected(argv[1]);
  ::send(second, "three", 5, 0);
  ::send(first, "one", 3, 0);
}
