// Room for 4 bytes, and each datagram has 5: what was cut off is missed by
// nobody, under no schedule.
#include "animal.hpp"

namespace {

void broken(int fd) {
  print(recv_some(fd, 4));  // to blame
}

void fixed(int fd) {
  print(recv_some(fd, 64).substr(0, 4));
}

}  // namespace

int main(int, char** argv) {
  chosen(argv, broken, fixed)(bound_socket(argv[2], SOCK_DGRAM));
}
