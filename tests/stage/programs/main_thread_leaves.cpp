// main_thread_leaves PLACE: the first thread ends, another serves on.
#include <pthread.h>

#include "loopback.hpp"

namespace {
int listener;

void* serve(void*) {
  const int fd = accepted(listener);
  char bytes[16];
  print_result("recv", ::recv(fd, bytes, sizeof bytes, 0), bytes);
  std::exit(5);
}
}  // namespace

int main(int, char** argv) {
  listener = listener_at(argv[1]);
  pthread_t other;
  ::pthread_create(&other, nullptr, serve, nullptr);
  ::pthread_exit(nullptr);
}
