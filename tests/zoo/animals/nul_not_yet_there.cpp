// Takes what one recv brought for a string: its NUL may not be there yet.
#include "animal.hpp"

namespace {

void broken(int fd) {
  char text[16] = {};
  ::recv(fd, text, sizeof text - 1, 0);  // to blame
  print(text);
}

void fixed(int fd) {
  char text[16] = {};
  std::size_t have = 0;
  do {
    const ssize_t n = ::recv(fd, text + have, sizeof text - 1 - have, 0);
    if (n <= 0) break;
    have += static_cast<std::size_t>(n);
  } while (text[have - 1] != '\0');
  print(text);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
