// thread_per_client PLACE: a thread of its own echoes what each client sends.
#include <pthread.h>

#include <cstdint>

#include "loopback.hpp"

namespace {
void* echo(void* connection) {
  const int fd = static_cast<int>(reinterpret_cast<std::intptr_t>(connection));
  char bytes[64];
  for (ssize_t n; (n = ::recv(fd, bytes, sizeof bytes, 0)) > 0;)
    ::send(fd, bytes, static_cast<std::size_t>(n), MSG_NOSIGNAL);
  ::close(fd);
  return nullptr;
}
}  // namespace

int main(int, char** argv) {
  const int listener = listener_at(argv[1]);
  for (;;) {
    const std::intptr_t fd = accepted(listener);
    pthread_t worker;
    ::pthread_create(&worker, nullptr, echo, reinterpret_cast<void*>(fd));
    ::pthread_detach(worker);
  }
}
