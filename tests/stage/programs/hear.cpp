// hear PLACE SIZE...: takes one connection and makes one recv per SIZE. A
// letter after a SIZE is a flag: p MSG_PEEK, w MSG_WAITALL, t MSG_TRUNC,
// d MSG_DONTWAIT.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  for (char** size = argv + 2; *size != nullptr; ++size) {
    static char buffer[1 << 17];
    char* flag = nullptr;
    const auto most = std::strtoul(*size, &flag, 10);
    const int flags = *flag == 'p'   ? MSG_PEEK
                      : *flag == 'w' ? MSG_WAITALL
                      : *flag == 't' ? MSG_TRUNC
                      : *flag == 'd' ? MSG_DONTWAIT
                                     : 0;
    const ssize_t n = ::recv(fd, buffer, most, flags);
    print_result("recv", n, buffer);
  }
  ::close(fd);
}
