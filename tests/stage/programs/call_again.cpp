// call_again PLACE MS TRIES: tries to connect so often, and sleeps after each
// time that nobody listens.
#include "loopback.hpp"

int main(int, char** argv) {
  place there(argv[1]);
  for (int tries = std::atoi(argv[3]); tries > 0; --tries) {
    const int fd = stop_if_failed(there.socket(SOCK_STREAM), "socket");
    if (::connect(fd, there.pointer(), there.size) == 0) {
      std::puts("connected");
      return 0;
    }
    std::perror("connect");
    ::close(fd);
    ::usleep(static_cast<useconds_t>(std::atoi(argv[2])) * 1000);
  }
  return 1;
}
