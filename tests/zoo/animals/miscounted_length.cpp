// What it had already is counted again with every recv.
#include "animal.hpp"

namespace {

void broken(int fd) {
  const std::uint32_t size = number(recv_exactly(fd, 4));
  std::string body;
  for (std::size_t have = 0; have < size;) {
    const std::string more = recv_some(fd, size - have);  // to blame
    if (more.empty()) break;
    body += more;
    have += body.size();
  }
  print(body);
}

void fixed(int fd) {
  const std::uint32_t size = number(recv_exactly(fd, 4));
  std::string body;
  for (std::size_t have = 0; have < size;) {
    const std::string more = recv_some(fd, size - have);
    if (more.empty()) break;
    body += more;
    have += more.size();
  }
  print(body);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
