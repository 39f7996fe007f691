// A child serves the connection, and its parent keeps it open: the client waits
// for an end of stream that never comes.
#include <csignal>

#include "animal.hpp"

namespace {

void serve_in_child(int fd) {
  if (::fork() != 0) return;
  send_all(fd, "hello");
  ::_exit(0);
}

void broken(int listener) {
  for (;;) serve_in_child(accept_one(listener));  // to blame
}

void fixed(int listener) {
  for (;;) {
    const int fd = accept_one(listener);
    serve_in_child(fd);
    ::close(fd);
  }
}

}  // namespace

int main(int, char** argv) {
  ::signal(SIGCHLD, SIG_IGN);  // nobody waits for the children
  chosen(argv, broken, fixed)(listener_at(argv[2]));
}
