// One line for each time that poll wakes it. The second line came with the
// first and is in the program's own buffer already, of which poll knows
// nothing.
#include <poll.h>

#include "animal.hpp"

namespace {

void wait_and_read(int fd, std::string& came) {
  pollfd item{fd, POLLIN, 0};
  ::poll(&item, 1, -1);
  came += recv_some(fd, 64);  // to blame
}

void answer_line(int fd, std::string& came) {
  send_all(fd, came.substr(0, came.find('\n') + 1));
  came.erase(0, came.find('\n') + 1);
}

void broken(int fd) {
  std::string came;
  for (int lines = 0; lines < 2;) {
    wait_and_read(fd, came);
    if (came.find('\n') == std::string::npos) continue;
    answer_line(fd, came);
    ++lines;
  }
}

void fixed(int fd) {
  std::string came;
  for (int lines = 0; lines < 2;) {
    if (came.find('\n') == std::string::npos) {
      wait_and_read(fd, came);
      continue;
    }
    answer_line(fd, came);
    ++lines;
  }
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
