// Reads until the line is complete, whatever recv says: at the end of the
// stream it never will be.
#include "animal.hpp"

namespace {

void broken(int fd) {
  std::string line;
  while (!line.ends_with('\n')) line += recv_some(fd, 64);  // to blame
  print(line);
}

void fixed(int fd) {
  std::string line;
  while (!line.ends_with('\n')) {
    const std::string more = recv_some(fd, 64);
    if (more.empty()) break;
    line += more;
  }
  print(line);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
