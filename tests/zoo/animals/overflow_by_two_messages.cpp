// Room for one order of five bytes and a little more; two that came together
// are more than that.
#include <array>

#include "animal.hpp"

namespace {

void broken(int fd) {
  std::array<char, 8> order{};
  std::size_t at = 0;
  for (const char c : recv_some(fd, 64)) order.at(at++) = c;  // to blame
  print({order.data(), 5});
}

void fixed(int fd) {
  std::array<char, 8> order{};
  std::size_t at = 0;
  for (const char c : recv_exactly(fd, 5)) order.at(at++) = c;
  print({order.data(), 5});
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
