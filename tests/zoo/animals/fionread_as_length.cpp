// Takes what has come so far (FIONREAD) for the length of the message.
#include <sys/ioctl.h>

#include "animal.hpp"

namespace {

void broken(int fd) {
  const std::string first = recv_whole(fd, 1);
  int more = 0;
  ::ioctl(fd, FIONREAD, &more);
  print(first + recv_whole(fd, static_cast<std::size_t>(more)));  // to blame
}

void fixed(int fd) {
  std::string all;
  for (std::string more; !(more = recv_some(fd, 64)).empty();) all += more;
  print(all);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
