// On a socket that does not block, -1 with EAGAIN means "not yet"; the loop
// takes it for the end of the stream.
#include <fcntl.h>
#include <poll.h>

#include "animal.hpp"

namespace {

void broken(int fd) {
  ::fcntl(fd, F_SETFL, O_NONBLOCK);
  std::string text;
  char bytes[64];
  for (ssize_t n; (n = ::recv(fd, bytes, sizeof bytes, 0)) > 0;)  // to blame
    text.append(bytes, static_cast<std::size_t>(n));
  print(text);
}

void fixed(int fd) {
  ::fcntl(fd, F_SETFL, O_NONBLOCK);
  std::string text;
  char bytes[64];
  for (;;) {
    const ssize_t n = ::recv(fd, bytes, sizeof bytes, 0);
    if (n > 0) text.append(bytes, static_cast<std::size_t>(n));
    if (n == 0 || (n == -1 && errno != EAGAIN)) break;
    pollfd item{fd, POLLIN, 0};
    if (n == -1) ::poll(&item, 1, -1);
  }
  print(text);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
