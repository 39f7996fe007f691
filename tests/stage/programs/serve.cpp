// serve PLACE [BACKLOG]: takes one client after the other, for ever; answers
// what it sent, once it has sent all.
#include "loopback.hpp"

int main(int argc, char** argv) {
  const int listener = listener_at(argv[1], argc > 2 ? std::atoi(argv[2]) : 5);
  for (;;) {
    const int fd = accepted(listener);
    char all[1024];
    std::size_t have = 0;
    for (ssize_t n; (n = ::recv(fd, all + have, sizeof all - have, 0)) > 0;)
      have += static_cast<std::size_t>(n);
    std::printf("%.*s\n", static_cast<int>(have), all);
    ::send(fd, all, have, MSG_NOSIGNAL);
    ::close(fd);
  }
}
