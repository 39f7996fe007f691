// look_and_say PLACE WORD: takes a connection, looks by a poll of no time
// whether there is anything, and says WORD.
#include <poll.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  pollfd item{fd, POLLIN, 0};
  ::poll(&item, 1, 0);
  ::send(fd, argv[2], std::strlen(argv[2]), 0);
}
