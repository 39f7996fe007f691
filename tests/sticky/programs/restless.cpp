// restless WHAT: without end, and without rest, makes and joins threads, makes
// and reaps children, or both at once, and talks over connections meanwhile.
// Whoever ends it does so in the middle of a birth.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>

namespace {

void talk() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* where = reinterpret_cast<sockaddr*>(&address);
  const int desk = ::socket(AF_INET, SOCK_STREAM, 0);
  const int near = ::socket(AF_INET, SOCK_STREAM, 0);
  char byte = 'x';
  if (::bind(desk, where, size) == 0 && ::listen(desk, 1) == 0 &&
      ::getsockname(desk, where, &size) == 0 &&
      ::connect(near, where, size) == 0) {
    const int far = ::accept(desk, nullptr, nullptr);
    if (::send(near, &byte, 1, MSG_NOSIGNAL) == 1) ::recv(far, &byte, 1, 0);
    ::close(far);
  }
  ::close(near);
  ::close(desk);
}

void* nothing(void*) {
  return nullptr;
}

void threads() {
  std::array<pthread_t, 8> all{};
  for (pthread_t& one : all)
    if (::pthread_create(&one, nullptr, nothing, nullptr) != 0) one = 0;
  for (const pthread_t one : all)
    if (one != 0) ::pthread_join(one, nullptr);
}

// Every other one is an orphan soon, in a session of its own.
void children() {
  for (int i = 0; i < 4; ++i) {
    if (::fork() != 0) continue;
    if (i % 2 == 0) {
      ::setsid();
      if (::fork() == 0) talk();
    }
    ::_exit(0);
  }
  while (::wait(nullptr) > 0) {
  }
}

void* threads_for_ever(void*) {
  for (;;) threads();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc < 2 ? "" : argv[1];
  pthread_t thread;
  if (what == "both" &&
      ::pthread_create(&thread, nullptr, threads_for_ever, nullptr) != 0)
    return 1;
  for (;;) {
    if (what == "threads") threads();
    if (what == "children" || what == "both") children();
    talk();
  }
}
