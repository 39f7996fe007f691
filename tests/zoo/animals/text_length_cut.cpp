// A length in decimal digits, taken with one recv: of "11" the first digit is a
// length too.
#include "animal.hpp"

namespace {

void broken(int fd) {
  const std::string length = recv_some(fd, 64);  // to blame
  send_all(fd, "ready");
  print(recv_exactly(fd, std::stoul(length)));
}

void fixed(int fd) {
  std::string length;
  while (!length.ends_with('\n')) length += recv_exactly(fd, 1);
  send_all(fd, "ready");
  print(recv_exactly(fd, std::stoul(length)));
}

}  // namespace

int main(int, char** argv) {
  return client(argv, broken, fixed);
}
