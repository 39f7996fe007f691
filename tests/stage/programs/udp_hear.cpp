// udp_hear PLACE SIZE...: one recvfrom per SIZE; t after a SIZE is MSG_TRUNC,
// m asks by recvmsg and says whether MSG_TRUNC was set.
#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = bound_socket(argv[1], SOCK_DGRAM);
  for (char** size = argv + 2; *size != nullptr; ++size) {
    static char bytes[1 << 17];
    char* flag = nullptr;
    const auto most = std::strtoul(*size, &flag, 10);
    std::memset(bytes, 0, sizeof bytes);
    sockaddr_storage from{};
    if (*flag == 'm') {
      iovec part{bytes, most};
      msghdr message{};
      message.msg_name = &from;
      message.msg_namelen = sizeof from;
      message.msg_iov = &part;
      message.msg_iovlen = 1;
      const ssize_t n = ::recvmsg(fd, &message, 0);
      std::printf("recvmsg: %zd %s\n", n,
                  (message.msg_flags & MSG_TRUNC) != 0 ? "truncated" : "whole");
    } else {
      socklen_t from_size = sizeof from;
      const ssize_t n =
          ::recvfrom(fd, bytes, most, *flag == 't' ? MSG_TRUNC : 0,
                     reinterpret_cast<sockaddr*>(&from), &from_size);
      std::printf("recvfrom: %zd %.5s\n", n, bytes);
    }
  }
}
