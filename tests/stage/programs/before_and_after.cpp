// before_and_after PLACE: prints on both outputs and has a child before its
// first socket call, and again after it; the second child sends.
#include <sys/wait.h>

#include "loopback.hpp"

int main(int, char** argv) {
  std::puts("out before");
  std::fputs("err before\n", stderr);
  if (::fork() == 0) {
    std::puts("first child");
    std::exit(0);
  }
  ::wait(nullptr);
  const int fd = connected(argv[1]);
  std::puts("out after");
  std::fputs("err after\n", stderr);
  if (::fork() == 0) {
    ::send(fd, "hello", 5, MSG_NOSIGNAL);
    std::exit(0);
  }
  ::wait(nullptr);
}
