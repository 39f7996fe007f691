// Serves a connection to its end before it takes the next. A client with two of
// them waits for the answer on the second before it closes the first.
#include <csignal>

#include "animal.hpp"

namespace {

void serve(int fd) {
  for (std::string word; !(word = recv_some(fd, 1)).empty();)  // to blame
    send_all(fd, word);
  ::close(fd);
}

void broken(int listener) {
  for (;;) serve(accept_one(listener));
}

void fixed(int listener) {
  ::signal(SIGCHLD, SIG_IGN);  // nobody waits for the children
  for (;;) {
    const int fd = accept_one(listener);
    if (::fork() == 0) {
      serve(fd);
      ::_exit(0);
    }
    ::close(fd);
  }
}

int be_client(const char* port) {
  const int first = connected(port), second = connected(port);
  send_all(second, "x");
  print(recv_exactly(second, 1));
  ::close(first);
  return 0;
}

}  // namespace

int main(int, char** argv) {
  if (std::string_view(argv[1]) == "client") return be_client(argv[2]);
  chosen(argv, broken, fixed)(listener_at(argv[2]));
}
