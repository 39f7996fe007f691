// The two bytes of "\r\n" are looked for in what one recv brought.
#include "animal.hpp"

namespace {

void broken(int fd) {
  std::string text, more;
  do {
    more = recv_some(fd, 64);  // to blame
    text += more;
  } while (!more.empty() && more.find("\r\n") == std::string::npos);
  print(text);
  send_all(fd, "ok");
}

void fixed(int fd) {
  std::string text, more;
  do {
    more = recv_some(fd, 64);
    text += more;
  } while (!more.empty() && text.find("\r\n") == std::string::npos);
  print(text);
  send_all(fd, "ok");
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
