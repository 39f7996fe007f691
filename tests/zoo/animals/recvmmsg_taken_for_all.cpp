// Two datagrams asked for with one recvmmsg(), which comes back with as many as
// there are.
#include <sys/socket.h>

#include "animal.hpp"

namespace {

// How many were taken, at most two.
int take(int fd, int most, std::string& text) {
  char bytes[2][16]{};
  iovec rooms[]{{bytes[0], sizeof bytes[0]}, {bytes[1], sizeof bytes[1]}};
  mmsghdr messages[2]{};
  for (int i = 0; i < 2; ++i) {
    messages[i].msg_hdr.msg_iov = &rooms[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  const int n = again([&] {
    return ::recvmmsg(fd, messages, static_cast<unsigned>(most),  // to blame
                      MSG_WAITFORONE, nullptr);
  });
  for (int i = 0; i < n; ++i) text.append(bytes[i], messages[i].msg_len);
  return n;
}

void broken(int fd) {
  std::string text;
  take(fd, 2, text);
  print(text);
}

void fixed(int fd) {
  std::string text;
  for (int have = 0; have < 2; have += take(fd, 2 - have, text)) {
  }
  print(text);
}

}  // namespace

int main(int, char** argv) {
  chosen(argv, broken, fixed)(bound_socket(argv[2], SOCK_DGRAM));
}
