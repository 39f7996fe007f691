// Closes while bytes of the client are unread: the kernel sends a reset, and
// that may overtake the answer.
#include "animal.hpp"

namespace {

void broken(int fd) {
  recv_exactly(fd, 1);
  send_all(fd, "ok");
  ::close(fd);  // to blame
}

void fixed(int fd) {
  recv_exactly(fd, 1);
  send_all(fd, "ok");
  ::shutdown(fd, SHUT_WR);
  while (!recv_some(fd, 64).empty()) {
  }
  ::close(fd);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
