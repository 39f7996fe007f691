// The client has what it wanted and leaves; the second send after that ends the
// server by SIGPIPE.
#include "animal.hpp"

namespace {

void broken(int fd) {
  for (int i = 0; i < 3; ++i) ::send(fd, "x", 1, 0);  // to blame
  print("served");
}

void fixed(int fd) {
  for (int i = 0; i < 3; ++i) ::send(fd, "x", 1, MSG_NOSIGNAL);
  print("served");
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
