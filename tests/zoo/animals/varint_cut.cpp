// A length of seven bits a byte, the lowest first, taken for whole as it comes:
// whether there is another byte of it the last one says, not recv.
#include "animal.hpp"

namespace {

bool is_whole(const std::string& varint) {
  return !varint.empty() && (varint.back() & 0x80) == 0;
}

std::size_t length(const std::string& varint) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < varint.size(); ++i)
    value |= static_cast<std::size_t>(varint[i] & 0x7F) << 7 * i;
  return value;
}

void broken(int fd) {
  print(recv_whole(fd, length(recv_some(fd, 2))).substr(0, 9));  // to blame
}

void fixed(int fd) {
  std::string varint;
  while (!is_whole(varint)) {
    const std::string more = recv_some(fd, 1);
    if (more.empty()) return;
    varint += more;
  }
  print(recv_whole(fd, length(varint)).substr(0, 9));
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
