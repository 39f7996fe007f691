// Two threads read messages of two bytes from one connection: each recv is
// whole, a message is not.
#include <pthread.h>

#include "animal.hpp"

namespace {

pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

void* read_one(void* fd) {
  print(recv_exactly(*static_cast<int*>(fd), 2));  // to blame
  return nullptr;
}

void* read_one_in_turn(void* fd) {
  ::pthread_mutex_lock(&turn);
  read_one(fd);
  ::pthread_mutex_unlock(&turn);
  return nullptr;
}

void broken(int fd) {
  pthread_t other;
  ::pthread_create(&other, nullptr, read_one, &fd);
  read_one(&fd);
  ::pthread_join(other, nullptr);
}

void fixed(int fd) {
  pthread_t other;
  ::pthread_mutex_lock(&turn);
  ::pthread_create(&other, nullptr, read_one_in_turn, &fd);
  read_one(&fd);
  ::pthread_mutex_unlock(&turn);
  ::pthread_join(other, nullptr);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
