// Sends two requests at once, and takes each recv for one reply.
#include "animal.hpp"

namespace {

void broken(int fd) {
  send_all(fd, "a\nb\n");
  for (int i = 0; i < 2; ++i) print(recv_some(fd, 64));  // to blame
}

void fixed(int fd) {
  send_all(fd, "a\nb\n");
  std::string came;
  for (int i = 0; i < 2; ++i) {
    while (came.find('\n') == std::string::npos) {
      const std::string more = recv_some(fd, 64);
      if (more.empty()) return;
      came += more;
    }
    print(came.substr(0, came.find('\n') + 1));
    came.erase(0, came.find('\n') + 1);
  }
}

}  // namespace

int main(int, char** argv) {
  return client(argv, broken, fixed);
}
