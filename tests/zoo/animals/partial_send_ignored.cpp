// send() may take fewer bytes than it is offered, and says so only by its
// result.
#include "animal.hpp"

namespace {

void broken(int fd) {
  ::send(fd, "hello", 5, MSG_NOSIGNAL);  // to blame
}

void fixed(int fd) {
  send_all(fd, "hello");
}

}  // namespace

int main(int, char** argv) {
  return client(argv, broken, fixed);
}
