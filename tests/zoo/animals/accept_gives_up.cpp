// An accept with a time limit: whoever comes later finds nobody.
#include <sys/time.h>

#include "animal.hpp"

int main(int, char** argv) {
  const bool is_cured = std::string_view(argv[1]) == "cured";
  const int listener = listener_at(argv[2]);
  const timeval limit{1, 0};
  ::setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  int fd = -1;
  do fd = again([=] { return ::accept(listener, nullptr, nullptr); });
  while (fd == -1 && is_cured);
  if (fd == -1) return 0;
  print(recv_whole(fd, 1));
}
