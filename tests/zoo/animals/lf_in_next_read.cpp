// A line ends with CR LF or with CR alone: the LF is skipped, but only if it is
// in the same recv. At the head of the next one it looks like an empty line.
#include "animal.hpp"

namespace {

void broken(int fd) {
  std::string line;
  for (std::string more; !(more = recv_some(fd, 64)).empty();) {  // to blame
    for (std::size_t i = 0; i < more.size(); ++i) {
      if (more[i] != '\r' && more[i] != '\n') {
        line += more[i];
        continue;
      }
      print(line);
      line.clear();
      if (more[i] == '\r' && more[i + 1] == '\n') ++i;
    }
  }
}

void fixed(int fd) {
  std::string line;
  char before = '\0';
  for (std::string more; !(more = recv_some(fd, 64)).empty();) {
    for (const char c : more) {
      if (c != '\r' && c != '\n') {
        line += c;
      } else if (before != '\r' || c != '\n') {
        print(line);
        line.clear();
      }
      before = c;
    }
  }
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
