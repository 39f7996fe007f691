// Shows: a burst into a full buffer. Every sendto succeeds, most are dropped.
// Ask:   twenty are sent; does sent = received + dropped hold exactly?
// Run:   ./burst [host] [port]        one program: it writes to itself
// Try:   a buffer ten times as large. Predict first how many arrive.
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/endpoint.hpp"
#include "kit/sockets/unique_fd.hpp"

#ifdef SO_RXQ_OVFL
// Receives one datagram; false if there is none. Linux writes beside it how
// many this socket had dropped when that datagram was queued.
bool receive(int fd, std::uint32_t& dropped) {
  char text[16];
  alignas(cmsghdr) char note[CMSG_SPACE(sizeof dropped)];
  iovec room{text, sizeof text};
  msghdr message{};
  message.msg_iov = &room;
  message.msg_iovlen = 1;
  message.msg_control = note;
  message.msg_controllen = sizeof note;
  const ssize_t size = ::recvmsg(fd, &message, MSG_DONTWAIT);
  if (size == -1 && errno == EAGAIN) return false;
  kit::check(size, "recvmsg");
  const cmsghdr* const found = CMSG_FIRSTHDR(&message);
  if (found != nullptr && found->cmsg_type == SO_RXQ_OVFL)
    std::memcpy(&dropped, CMSG_DATA(found), sizeof dropped);
  return true;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "9003");
  if (given.help) return std::cout << given.usage, 0;
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
  std::uint32_t sent = 0, received = 0, dropped = 0;
  const auto send = [&] {
    const std::string text = "feng " + std::to_string(++sent);
    kit::check(::sendto(letters.get(), text.data(), text.size(), 0,
                        here.address(), here.size()),
               "sendto");
  };
  while (sent < 20) send();  // nobody reads meanwhile
  while (receive(letterbox.get(), dropped)) ++received;

  send();  // now there is room: this one arrives, with the count beside it
  if (receive(letterbox.get(), dropped)) ++received;
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
