// What had come of a line is kept in the loop's body: a select that wakes for
// nothing begins anew.
#include <sys/select.h>

#include "animal.hpp"

namespace {

// True if there is something to receive before the time limit.
bool comes(int fd) {
  fd_set readable;
  FD_ZERO(&readable);
  FD_SET(fd, &readable);
  timeval limit{1, 0};
  return again([&] {
           return ::select(  // to blame
               fd + 1, &readable, nullptr, nullptr, &limit);
         }) > 0;
}

void serve(int fd, bool begins_anew) {
  std::string line;
  while (!line.ends_with('\n')) {
    if (!comes(fd)) {
      if (begins_anew) line.clear();
      continue;
    }
    const std::string more = recv_some(fd, 64);
    if (more.empty()) break;
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
