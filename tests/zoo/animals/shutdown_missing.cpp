// The server answers at the end of the request, and the client does not say
// that this was the end.
#include "animal.hpp"

namespace {

void broken(int fd) {
  send_all(fd, "hello");
  print(recv_exactly(fd, 2));  // to blame
}

void fixed(int fd) {
  send_all(fd, "hello");
  ::shutdown(fd, SHUT_WR);
  print(recv_exactly(fd, 2));
}

}  // namespace

int main(int, char** argv) {
  return client(argv, broken, fixed);
}
