// receive_by PLACE CALL: reads until the end of the stream by recv, recvfrom,
// recvmsg, recvmmsg, read, readv or preadv2, always into three parts of 2, 3
// and 11 bytes, and fails if the call changed what describes them.
#include <sys/uio.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  const char* const call = argv[2];
  for (;;) {
    char bytes[16];
    const std::size_t size = sizeof bytes;
    const iovec made[3] = {{bytes, 2}, {bytes + 2, 3}, {bytes + 5, 11}};
    iovec parts[3];
    std::memcpy(parts, made, sizeof made);
    mmsghdr message{};
    message.msg_hdr.msg_iov = parts;
    message.msg_hdr.msg_iovlen = 3;
    ssize_t n = -1;
    if (std::strcmp(call, "recv") == 0) n = ::recv(fd, bytes, size, 0);
    if (std::strcmp(call, "recvfrom") == 0) {
      sockaddr_storage from{};
      socklen_t from_size = sizeof from;
      n = ::recvfrom(fd, bytes, size, 0, reinterpret_cast<sockaddr*>(&from),
                     &from_size);
    }
    if (std::strcmp(call, "recvmsg") == 0)
      n = ::recvmsg(fd, &message.msg_hdr, 0);
    if (std::strcmp(call, "recvmmsg") == 0) {
      n = ::recvmmsg(fd, &message, 1, 0, nullptr);
      if (n == 1) n = message.msg_len;
    }
    if (std::strcmp(call, "read") == 0) n = ::read(fd, bytes, size);
    if (std::strcmp(call, "readv") == 0) n = ::readv(fd, parts, 3);
    if (std::strcmp(call, "preadv2") == 0) n = ::preadv2(fd, parts, 3, -1, 0);
    print_result(call, n, bytes);
    if (std::memcmp(parts, made, sizeof made) != 0 ||
        message.msg_hdr.msg_iovlen != 3) {
      std::puts("the iovec has changed");
      return 1;
    }
    if (n <= 0) return 0;
  }
}
