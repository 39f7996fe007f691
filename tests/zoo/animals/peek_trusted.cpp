// Looks at the header with MSG_PEEK, and trusts what it saw without asking how
// much that was.
#include "animal.hpp"

namespace {

void broken(int fd) {
  std::string header(4, '\0');
  ::recv(fd, header.data(), 4, MSG_PEEK);  // to blame
  print(recv_exactly(fd, 4 + number(header)).substr(4));
}

void fixed(int fd) {
  std::string header(4, '\0');
  ::recv(fd, header.data(), 4, MSG_PEEK | MSG_WAITALL);
  print(recv_exactly(fd, 4 + number(header)).substr(4));
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
