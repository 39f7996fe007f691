// two_readers PLACE: two threads read one connection, 5 bytes each.
#include <pthread.h>

#include "loopback.hpp"

namespace {
void* read_five(void* connection) {
  char bytes[5];
  print_result("recv",
               ::recv(*static_cast<int*>(connection), bytes, sizeof bytes, 0),
               bytes);
  return nullptr;
}
}  // namespace

int main(int, char** argv) {
  int fd = accepted(listener_at(argv[1]));
  pthread_t other;
  ::pthread_create(&other, nullptr, read_five, &fd);
  read_five(&fd);
  ::pthread_join(other, nullptr);
}
