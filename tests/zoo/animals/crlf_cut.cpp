// Turns CR LF into LF in each recv by itself: where the two come apart, the CR
// stays.
#include "animal.hpp"

namespace {

std::string with_plain_ends(std::string text) {
  for (std::size_t at; (at = text.find("\r\n")) != text.npos;)
    text.erase(at, 1);
  return text;
}

void broken(int fd) {
  std::string text;
  for (std::string more; !(more = recv_some(fd, 64)).empty();)  // to blame
    text += with_plain_ends(more);
  print(text);
}

void fixed(int fd) {
  std::string text;
  for (std::string more; !(more = recv_some(fd, 64)).empty();) text += more;
  print(with_plain_ends(text));
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
