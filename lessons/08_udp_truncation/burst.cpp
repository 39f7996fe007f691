// Shows: a burst into a full buffer. Every sendto succeeds, most are dropped.
// Ask:   twenty are sent; does sent = received + dropped hold exactly?
// Run:   ./burst [host] [port]        one program: it writes to itself
// Try:   a buffer ten times as large. Predict first how many arrive.
#include <sys/socket.h>

#include <cstdint>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/endpoint.hpp"
#include "kit/unique_fd.hpp"

#ifdef SO_RXQ_OVFL
// Receives one datagram. Linux writes beside it how many this socket had
// dropped when that datagram was queued.
std::uint32_t dropped_before_the_next(int fd) {
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof(std::uint32_t))];
  msghdr message{};
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  kit::check(::recvmsg(fd, &message, 0), "recvmsg");
  std::uint32_t dropped = 0;
  const cmsghdr* const note = CMSG_FIRSTHDR(&message);
  if (note != nullptr && note->cmsg_type == SO_RXQ_OVFL)
    std::memcpy(&dropped, CMSG_DATA(note), sizeof dropped);
  return dropped;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9003");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::endpoint here(given.host, given.port);
  const kit::unique_fd letterbox(
      kit::check(::socket(here.family(), SOCK_DGRAM, 0), "socket"));
  const kit::unique_fd letters(
      kit::check(::socket(here.family(), SOCK_DGRAM, 0), "socket"));
  const int yes = 1, size = 4096;  // of the receive buffer; Linux doubles it
  ::setsockopt(letterbox.get(), SOL_SOCKET, SO_RXQ_OVFL, &yes, sizeof yes);
  ::setsockopt(letterbox.get(), SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  const std::string bind_to = "bind to " + kit::to_string(here);
  kit::check(::bind(letterbox.get(), here.address(), here.size()), bind_to);

  // ---- the lesson ----
  std::uint32_t sent = 0, received = 0;
  const auto send = [&] {
    kit::check(
        ::sendto(letters.get(), "feng", 4, 0, here.address(), here.size()),
        "sendto");
    ++sent;
  };
  while (sent < 20) send();  // nobody reads meanwhile
  char data[4];
  while (::recv(letterbox.get(), data, sizeof data, MSG_DONTWAIT) != -1)
    ++received;  // until nothing is left

  send();  // now there is room: this one arrives, with the count beside it
  const std::uint32_t dropped = dropped_before_the_next(letterbox.get());
  ++received;
  std::cout << "sent " << sent << " = received " << received << " + dropped "
            << dropped << std::endl;
  return sent == received + dropped ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << std::string("burst: ") + error.what() + '\n';
  return 1;
}
#else
int main() {
  std::cerr << "burst: only Linux counts what it drops (SO_RXQ_OVFL)\n";
  return 1;
}
#endif
