// send_by PLACE CALL: sends "abcdefghij" by send, sendto, sendmsg, sendmmsg,
// write, writev, pwritev2, sendfile or splice, in three parts of 2, 3 and 5
// bytes where the call takes parts, once. Prints what it took, and fails if the
// call changed what describes them.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/uio.h>

#include "loopback.hpp"

int main(int, char** argv) {
  const int fd = connected(argv[1]);
  const char* const call = argv[2];
  char bytes[] = "abcdefghij";
  const std::size_t size = 10;
  const iovec made[3] = {{bytes, 2}, {bytes + 2, 3}, {bytes + 5, 5}};
  iovec parts[3];
  std::memcpy(parts, made, sizeof made);
  mmsghdr message{};
  message.msg_hdr.msg_iov = parts;
  message.msg_hdr.msg_iovlen = 3;
  ssize_t n = -1;
  if (std::strcmp(call, "send") == 0) n = ::send(fd, bytes, size, 0);
  if (std::strcmp(call, "sendto") == 0) {
    place there(argv[1]);
    n = ::sendto(fd, bytes, size, 0, there.pointer(), there.size);
  }
  if (std::strcmp(call, "sendmsg") == 0) n = ::sendmsg(fd, &message.msg_hdr, 0);
  if (std::strcmp(call, "sendmmsg") == 0) {
    n = ::sendmmsg(fd, &message, 1, 0);
    if (n == 1) n = message.msg_len;
  }
  if (std::strcmp(call, "write") == 0) n = ::write(fd, bytes, size);
  if (std::strcmp(call, "writev") == 0) n = ::writev(fd, parts, 3);
  if (std::strcmp(call, "pwritev2") == 0) n = ::pwritev2(fd, parts, 3, -1, 0);
  if (std::strcmp(call, "sendfile") == 0) {
    const int file = ::memfd_create("file", 0);
    stop_if_failed(static_cast<int>(::pwrite(file, bytes, size, 0)), "pwrite");
    n = ::sendfile(fd, file, nullptr, size);
  }
  if (std::strcmp(call, "splice") == 0) {
    int ends[2];
    stop_if_failed(::pipe(ends), "pipe");
    stop_if_failed(static_cast<int>(::write(ends[1], bytes, size)), "write");
    n = ::splice(ends[0], nullptr, fd, nullptr, size, 0);
  }
  print_result(call, n, bytes);
  if (std::memcmp(parts, made, sizeof made) != 0 ||
      message.msg_hdr.msg_iovlen != 3) {
    std::puts("the iovec has changed");
    return 1;
  }
}
