// pair: a parent asks its child over a socket pair.
#include <sys/wait.h>

#include "loopback.hpp"

int main() {
  int ends[2];
  stop_if_failed(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), "socketpair");
  char bytes[16];
  if (::fork() == 0) {
    const ssize_t n = ::recv(ends[1], bytes, sizeof bytes, 0);
    ::send(ends[1], bytes, static_cast<std::size_t>(n), 0);
    ::_exit(0);
  }
  ::send(ends[0], "hello", 5, 0);
  print_result("recv", ::recv(ends[0], bytes, sizeof bytes, 0), bytes);
  ::wait(nullptr);
}
