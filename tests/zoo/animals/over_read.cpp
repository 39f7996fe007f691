// Messages of five bytes, but each recv takes whatever is there: the beginning
// of the next message too.
#include "animal.hpp"

namespace {

void broken(int fd) {
  for (int i = 0; i < 2; ++i) {
    std::string message;
    while (message.size() < 5) {
      const std::string more = recv_some(fd, 64);  // to blame
      if (more.empty()) break;
      message += more;
    }
    print(message);
  }
}

void fixed(int fd) {
  for (int i = 0; i < 2; ++i) {
    std::string message;
    while (message.size() < 5) {
      const std::string more = recv_some(fd, 5 - message.size());
      if (more.empty()) break;
      message += more;
    }
    print(message);
  }
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
