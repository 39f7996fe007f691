// say_after PLACE HERE LETTER: sends LETTER once a byte came to HERE.
#include "loopback.hpp"

int main(int, char** argv) {
  const int listener = listener_at(argv[2]);
  const int there = connected(argv[1]);
  const int caller = accepted(listener);
  char bytes[1];
  ::recv(caller, bytes, sizeof bytes, 0);
  ::send(there, argv[3], 1, MSG_NOSIGNAL);
}
