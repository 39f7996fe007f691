// Turns the two characters \n into a line feed in each recv by itself: where
// they come apart, both stay.
#include "animal.hpp"

namespace {

std::string unescaped(std::string text) {
  for (std::size_t at; (at = text.find("\\n")) != text.npos;)
    text.replace(at, 2, "\n");
  return text;
}

void broken(int fd) {
  std::string text;
  for (std::string more; !(more = recv_some(fd, 64)).empty();)  // to blame
    text += unescaped(more);
  print(text);
}

void fixed(int fd) {
  std::string text;
  for (std::string more; !(more = recv_some(fd, 64)).empty();) text += more;
  print(unescaped(text));
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
