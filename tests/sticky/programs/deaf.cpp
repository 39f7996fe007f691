// deaf: dials itself, and waits for somebody else.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdio>

namespace {

void wait_for_ever(int listener) {
  for (int i = 0; i < 2; ++i) {
    const int fd = ::accept(listener, nullptr, nullptr);  // waits
    std::printf("accept -> %d\n", fd);
  }
}

}  // namespace

int main() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(8085);
  auto* where = reinterpret_cast<sockaddr*>(&address);
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  ::bind(listener, where, sizeof address);
  ::listen(listener, 1);
  const int near = ::socket(AF_INET, SOCK_STREAM, 0);
  ::connect(near, where, sizeof address);  // dials
  wait_for_ever(listener);
}
