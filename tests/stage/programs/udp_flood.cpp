// udp_flood PLACE COUNT: opens a datagram socket with the least buffer, sends
// COUNT datagrams to it by sendmmsg, and counts by recvmmsg how many arrived.
#include "loopback.hpp"

int main(int, char** argv) {
  const int to = bound_socket(argv[1], SOCK_DGRAM);
  const int least = 1;
  ::setsockopt(to, SOL_SOCKET, SO_RCVBUF, &least, sizeof least);
  const int from = connected(argv[1], SOCK_DGRAM);
  static char bytes[100];
  iovec part{bytes, sizeof bytes};
  static mmsghdr all[64];
  for (mmsghdr& one : all) {
    one.msg_hdr.msg_iov = &part;
    one.msg_hdr.msg_iovlen = 1;
  }
  const auto count = static_cast<unsigned>(std::atoi(argv[2]));
  const int sent = ::sendmmsg(from, all, count, 0);
  const int got = ::recvmmsg(to, all, 64, MSG_DONTWAIT, nullptr);
  std::printf("%d %d\n", sent, got);
}
