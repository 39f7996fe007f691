// ring: asks for an io_uring.
#include <linux/io_uring.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>

int main() {
  io_uring_params parameters{};
  ::syscall(SYS_io_uring_setup, 1, &parameters);
  std::puts("not reached");
}
