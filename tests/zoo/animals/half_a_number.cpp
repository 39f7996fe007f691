// recv into an int, and nobody asks how many of its bytes came.
#include "animal.hpp"

namespace {

void broken(int fd) {
  for (int i = 0; i < 2; ++i) {
    std::uint32_t value = 0;
    ::recv(fd, &value, sizeof value, 0);  // to blame
    print(std::to_string(ntohl(value)));
  }
}

void fixed(int fd) {
  for (int i = 0; i < 2; ++i) {
    std::uint32_t value = 0;
    auto* const bytes = reinterpret_cast<char*>(&value);
    for (std::size_t have = 0; have < sizeof value;) {
      const ssize_t n = ::recv(fd, bytes + have, sizeof value - have, 0);
      if (n <= 0) return;
      have += static_cast<std::size_t>(n);
    }
    print(std::to_string(ntohl(value)));
  }
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
