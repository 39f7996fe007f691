// sockets_of_two: two threads that both make a socket.
#include <pthread.h>
#include <sys/socket.h>

namespace {
void* make_one(void*) {
  ::socket(AF_INET, SOCK_STREAM, 0);
  return nullptr;
}
}  // namespace

int main() {
  ::socket(AF_INET, SOCK_STREAM, 0);
  pthread_t other;
  ::pthread_create(&other, nullptr, make_one, nullptr);
  make_one(nullptr);
  ::pthread_join(other, nullptr);
}
