// relay PLACE: takes a connection and splices its bytes to stdout.
#include <fcntl.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  int ends[2];
  stop_if_failed(::pipe(ends), "pipe");
  for (ssize_t n;
       (n = ::splice(fd, nullptr, ends[1], nullptr, 1 << 16, 0)) > 0;)
    ::splice(ends[0], nullptr, STDOUT_FILENO, nullptr,
             static_cast<std::size_t>(n), 0);
}
