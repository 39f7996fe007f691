// A time limit in the middle of a line: what had come of it is dropped.
#include <sys/time.h>

#include "animal.hpp"

namespace {

// False: the stream has ended. "" is a time limit that ran out.
bool receive(int fd, std::string& some) {
  some.assign(64, '\0');
  const ssize_t n = again(
      [&] { return ::recv(fd, some.data(), some.size(), 0); });  // to blame
  some.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return n != 0;
}

void serve(int fd, bool drops) {
  const timeval limit{1, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  std::string line;
  for (std::string more; receive(fd, more);) {
    if (more.empty() && drops) line.clear();
    line += more;
  }
  print(line);
}

void broken(int fd) {
  serve(fd, true);
}

void fixed(int fd) {
  serve(fd, false);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
