// A body whose length is known, taken with one recv.
#include "animal.hpp"

namespace {

void broken(int fd) {
  const std::string header = recv_exactly(fd, 4);
  print(recv_some(fd, number(header)));  // to blame
}

void fixed(int fd) {
  const std::string header = recv_exactly(fd, 4);
  print(recv_exactly(fd, number(header)));
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
