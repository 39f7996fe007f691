// Looks for whole characters in each recv by itself: of one that comes in two
// pieces neither is a character.
#include "animal.hpp"

namespace {

// The bytes of UTF-8 characters that are whole; a lone piece becomes "?".
std::string decoded(const std::string& bytes) {
  const auto is_tail = [&](std::size_t i) {
    return i < bytes.size() &&
           (static_cast<unsigned char>(bytes[i]) & 0xC0) == 0x80;
  };
  std::string text;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : 3;
    std::size_t end = i + 1;
    while (end < i + size && is_tail(end)) ++end;
    const bool whole = end == i + size && first != 0x80 && !is_tail(i);
    text += whole ? bytes.substr(i, size) : "?";
    i = end;
  }
  return text;
}

void broken(int fd) {
  std::string text;
  for (std::string more; !(more = recv_some(fd, 64)).empty();)  // to blame
    text += decoded(more);
  print(text);
}

void fixed(int fd) {
  std::string bytes;
  for (std::string more; !(more = recv_some(fd, 64)).empty();) bytes += more;
  print(decoded(bytes));
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
