// threads PLACE COUNT: takes COUNT connections and gives each a thread of its
// own, which reads it once.
#include <pthread.h>

#include <cstdint>

#include "loopback.hpp"

namespace {
void* read_once(void* connection) {
  char bytes[16];
  const int fd = static_cast<int>(reinterpret_cast<std::intptr_t>(connection));
  print_result("recv", ::recv(fd, bytes, sizeof bytes, 0), bytes);
  ::close(fd);
  return nullptr;
}
}  // namespace

int main(int, char** argv) {
  const int listener = listener_at(argv[1]);
  const int count = std::atoi(argv[2]);
  pthread_t workers[8];
  for (int i = 0; i < count; ++i)
    ::pthread_create(&workers[i], nullptr, read_once,
                     reinterpret_cast<void*>(
                         static_cast<std::intptr_t>(accepted(listener))));
  for (int i = 0; i < count; ++i) ::pthread_join(workers[i], nullptr);
}
