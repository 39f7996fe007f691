// Answers as soon as something of the request is there.
#include <cctype>

#include "animal.hpp"

namespace {

void answer(int fd, std::string request) {
  for (char& c : request) c = static_cast<char>(std::toupper(c & 0xff));
  send_all(fd, request);
}

void broken(int fd) {
  answer(fd, recv_some(fd, 64));  // to blame
}

void fixed(int fd) {
  std::string request, more;
  do {
    more = recv_some(fd, 64);
    request += more;
  } while (!more.empty() && !request.ends_with('\n'));
  answer(fd, request);
}

}  // namespace

int main(int, char** argv) {
  return server(argv, broken, fixed);
}
