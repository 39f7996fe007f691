// hear_patiently PLACE SIZE: takes one connection and reads SIZE bytes from it,
// whatever interrupts it.
#include "loopback.hpp"

namespace {
bool comes_back(ssize_t result) {
  return result == -1 && (errno == EINTR || errno == EAGAIN);
}
}  // namespace

int main(int, char** argv) {
  const int listener = listener_at(argv[1]);
  int fd = -1;
  while (comes_back(fd = ::accept(listener, nullptr, nullptr))) {
  }
  char bytes[64];
  const auto size = static_cast<std::size_t>(std::atoi(argv[2]));
  std::size_t have = 0;
  while (have < size) {
    const ssize_t n = ::recv(fd, bytes + have, size - have, 0);
    if (n > 0) have += static_cast<std::size_t>(n);
    if (n == 0 || (n == -1 && !comes_back(n))) break;
  }
  print_result("all", static_cast<ssize_t>(have), bytes);
}
