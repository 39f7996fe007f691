// say PLACE WORD...: connects and sends each WORD in a send of its own; one
// that begins with + goes with MSG_MORE, without the +.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  for (char** word = argv + 2; *word != nullptr; ++word) {
    const bool more = **word == '+';
    const char* text = *word + (more ? 1 : 0);
    stop_if_failed(static_cast<int>(::send(fd, text, std::strlen(text),
                                           more ? MSG_MORE : MSG_NOSIGNAL)),
                   "send");
  }
  ::close(fd);
}
