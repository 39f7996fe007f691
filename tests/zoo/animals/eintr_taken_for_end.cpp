// A signal interrupted recv, and the loop takes -1 for the end of the stream.
#include "animal.hpp"

namespace {

void broken(int fd) {
  std::string text;
  char bytes[64];
  for (ssize_t n; (n = ::recv(fd, bytes, sizeof bytes, 0)) > 0;)  // to blame
    text.append(bytes, static_cast<std::size_t>(n));
  print(text);
}

void fixed(int fd) {
  std::string text;
  char bytes[64];
  const auto receive = [&] { return ::recv(fd, bytes, sizeof bytes, 0); };
  for (ssize_t n; (n = again(receive)) > 0;)
    text.append(bytes, static_cast<std::size_t>(n));
  print(text);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
