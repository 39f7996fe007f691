// A header of four bytes taken with one preadv2(), which may bring fewer.
#include <sys/uio.h>

#include "animal.hpp"

namespace {

std::size_t read_at_most(int fd, char* to, std::size_t size) {
  const iovec part{to, size};
  const ssize_t n =
      again([&] { return ::preadv2(fd, &part, 1, -1, 0); });  // to blame
  return n > 0 ? static_cast<std::size_t>(n) : 0;
}

void broken(int fd) {
  std::string header(4, '\0');
  read_at_most(fd, header.data(), 4);
  print(recv_whole(fd, number(header)));
}

void fixed(int fd) {
  std::string header(4, '\0');
  for (std::size_t have = 0, n; have < 4; have += n)
    if ((n = read_at_most(fd, &header[have], 4 - have)) == 0) return;
  print(recv_whole(fd, number(header)));
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
