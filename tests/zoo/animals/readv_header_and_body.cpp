// A header of four bytes and its body taken with one readv(), which fills the
// second buffer only when there is enough for both.
#include <sys/uio.h>

#include "animal.hpp"

namespace {

void broken(int fd) {
  std::string header(4, '\0'), body(5, '.');
  const iovec parts[]{{header.data(), header.size()},
                      {body.data(), body.size()}};
  again([&] { return ::readv(fd, parts, 2); });  // to blame
  print(body);
}

void fixed(int fd) {
  print(recv_exactly(fd, number(recv_exactly(fd, 4))));
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
