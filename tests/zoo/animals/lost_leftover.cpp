// Takes a line from what came, and drops what stood behind it.
#include "animal.hpp"

namespace {

void broken(int fd) {
  for (int i = 0; i < 2; ++i) {
    std::string came;
    while (came.find('\n') == std::string::npos) {
      const std::string more = recv_some(fd, 64);  // to blame
      if (more.empty()) return;
      came += more;
    }
    print(came.substr(0, came.find('\n')));
  }
}

void fixed(int fd) {
  std::string came;
  for (int i = 0; i < 2; ++i) {
    while (came.find('\n') == std::string::npos) {
      const std::string more = recv_some(fd, 64);
      if (more.empty()) return;
      came += more;
    }
    print(came.substr(0, came.find('\n')));
    came.erase(0, came.find('\n') + 1);
  }
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
