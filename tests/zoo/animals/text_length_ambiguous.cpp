// str(len(data)) + data: where data begins with a digit, nothing says where the
// length ends. The fix is a netstring: a colon behind the length.
#include "animal.hpp"

namespace {

void print_body(int fd, const std::string& came, std::size_t length,
                std::size_t begin) {
  const std::string body = came.substr(begin, length);
  print(body + recv_exactly(fd, length - body.size()));
}

void broken(int fd) {
  const std::string came = recv_some(fd, 64);  // to blame
  std::size_t digits = 0;
  const std::size_t length = std::stoul(came, &digits);
  print_body(fd, came, length, digits);
}

void fixed(int fd) {
  std::string came;
  while (came.find(':') == std::string::npos) came += recv_some(fd, 64);
  std::size_t digits = 0;
  const std::size_t length = std::stoul(came, &digits);
  print_body(fd, came, length, digits + 1);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
