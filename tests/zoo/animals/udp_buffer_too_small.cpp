// Makes room for as much as the first datagram had: a longer one is cut, and
// nobody says so.
#include <set>

#include "animal.hpp"

namespace {

void broken(int fd) {
  std::set<std::string> letters;
  const std::string first = recv_some(fd, 64);  // to blame
  letters = {first, recv_some(fd, first.size())};
  for (const std::string& letter : letters) print(letter);
}

void fixed(int fd) {
  std::set<std::string> letters;
  const std::string first = recv_some(fd, 64);
  letters = {first, recv_some(fd, 64)};
  for (const std::string& letter : letters) print(letter);
}

}  // namespace

int main(int, char** argv) {
  chosen(argv, broken, fixed)(bound_socket(argv[2], SOCK_DGRAM));
}
