// pour PLACE BYTES: one blocking send of that many.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  const auto size = static_cast<std::size_t>(std::atol(argv[2]));
  char* bytes = static_cast<char*>(std::malloc(size));
  for (std::size_t i = 0; i < size; ++i)
    bytes[i] = static_cast<char>('a' + i % 26);
  print_result("send", ::send(fd, bytes, size, 0), "");
  std::free(bytes);
}
