// udp_reply_order broken|fixed PORT_A PORT_B: asks two servers, and takes the
// first answer for the first one's. An answer begins with the letter it is for.
#include "animal.hpp"

namespace {

void broken(int fd) {
  const std::string a = recv_some(fd, 64), b = recv_some(fd, 64);  // to blame
  print("from a: " + a);
  print("from b: " + b);
}

void fixed(int fd) {
  std::string a = recv_some(fd, 64), b = recv_some(fd, 64);
  if (a.starts_with('b')) a.swap(b);
  print("from a: " + a);
  print("from b: " + b);
}

}  // namespace

int main(int, char** argv) {
  const int fd = stop_if_failed(::socket(AF_INET, SOCK_DGRAM, 0), "socket");
  for (const char* const port : {argv[2], argv[3]}) {
    place there(port);
    ::sendto(fd, "?", 1, 0, there.pointer(), there.size);
  }
  chosen(argv, broken, fixed)(fd);
}
