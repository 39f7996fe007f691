// Of all that one recv brought only the first message is used: wrong by itself,
// right where the messages happen to come one by one.
#include "animal.hpp"

namespace {

void broken(int fd) {
  std::string all;
  for (std::string more; !(more = recv_some(fd, 64)).empty();)  // to blame
    all += more.substr(0, 1);
  print(all);
}

void fixed(int fd) {
  std::string all;
  for (std::string more; !(more = recv_some(fd, 64)).empty();) all += more;
  print(all);
}

}  // namespace

int main(int, char** argv) {
  return client(argv, broken, fixed);
}
