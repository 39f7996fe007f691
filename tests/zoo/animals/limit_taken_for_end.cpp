// A poll whose time limit ran out taken for a peer that has gone.
#include <poll.h>

#include "animal.hpp"

namespace {

void serve(int fd, bool gives_up) {
  std::string line;
  for (;;) {
    pollfd item{fd, POLLIN, 0};
    const int ready =
        again([&] { return ::poll(&item, 1, 1000); });  // to blame
    if (ready == 0 && gives_up) break;
    if (ready == 0) continue;
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
