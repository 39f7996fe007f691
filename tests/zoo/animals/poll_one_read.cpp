// Reads once for each time that poll wakes it, and takes that for a line.
#include <poll.h>

#include "animal.hpp"

namespace {

std::string read_when_ready(int fd) {
  pollfd item{fd, POLLIN, 0};
  ::poll(&item, 1, -1);
  return recv_some(fd, 64);  // to blame
}

void broken(int fd) {
  print(read_when_ready(fd));
}

void fixed(int fd) {
  std::string line, more;
  do {
    more = read_when_ready(fd);
    line += more;
  } while (!more.empty() && !line.ends_with('\n'));
  print(line);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
