// A thread for each connection, and one buffer for all: between its recv and
// its send another thread's recv may come.
#include <pthread.h>

#include "animal.hpp"

namespace {

char shared;

void* echo_shared(void* fd) {
  const int connection = *static_cast<int*>(fd);
  ::recv(connection, &shared, 1, 0);
  ::send(connection, &shared, 1, MSG_NOSIGNAL);  // to blame
  return nullptr;
}

void* echo_own(void* fd) {
  const int connection = *static_cast<int*>(fd);
  char own = '\0';
  ::recv(connection, &own, 1, 0);
  ::send(connection, &own, 1, MSG_NOSIGNAL);
  return nullptr;
}

void serve(int listener, void* (*echo)(void*)) {
  int first = accept_one(listener), second = accept_one(listener);
  pthread_t other;
  ::pthread_create(&other, nullptr, echo, &first);
  echo(&second);
  ::pthread_join(other, nullptr);
}

void broken(int listener) {
  serve(listener, echo_shared);
}

void fixed(int listener) {
  serve(listener, echo_own);
}

}  // namespace

int main(int, char** argv) {
  chosen(argv, broken, fixed)(listener_at(argv[2]));
}
