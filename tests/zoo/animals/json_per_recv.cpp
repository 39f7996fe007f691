// Parses what one recv brought, as if it were one whole JSON object.
#include "animal.hpp"

namespace {

// The length of the object at the head of `text`; npos: it is not all there.
std::size_t object(const std::string& text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i + 1;
  }
  return std::string::npos;
}

void broken(int fd) {
  for (std::string text; !(text = recv_some(fd, 64)).empty();)  // to blame
    print(object(text) == text.size() ? text : "not JSON: " + text);
}

void fixed(int fd) {
  std::string text;
  for (std::string more; !(more = recv_some(fd, 64)).empty();) {
    text += more;
    for (std::size_t n; (n = object(text)) != std::string::npos;) {
      print(text.substr(0, n));
      text.erase(0, n);
    }
  }
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
