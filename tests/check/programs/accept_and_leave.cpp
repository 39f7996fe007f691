// accept_and_leave PLACE: takes a connection and ends.
#include "loopback.hpp"

int main(int, char** argv) {
  accepted(listener_at(argv[1]));
  ::_exit(0);
}
