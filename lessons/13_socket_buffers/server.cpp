// Shows: recv_exact: ask for the rest until all is there, or the peer has left.
// Ask:   why must the end of the stream be an answer of its own?
// Run:   ./server [host] [port] [bytes]    then, elsewhere: ./client
// Try:   leave out the line with n == 0, and call ./client_ignores_count.
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <exception>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/sockets/tcp.hpp"

// How long the message is, agreed upon beforehand: bytes, 1 to 1000000.
std::size_t size_from(std::string_view text) {
  std::size_t size = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, size);
  if (error != std::errc() || stop != end || size < 1 || size > 1'000'000)
    throw std::runtime_error("bytes: expected 1 to 1000000");
  return size;
}

// ---- the lesson ----
// Fills the room and takes nothing beyond it. Returns how much came: less than
// the room only if the peer has left.
std::size_t recv_exact(int fd, std::span<std::byte> room) {
  std::size_t came = 0;
  while (came < room.size()) {
    const ssize_t n =
        ::recv(fd, room.data() + came, room.size() - came, 0);  // the rest
    if (n == -1 && errno == EINTR) continue;  // a signal came first: again
    kit::check(n, "recv");
    if (n == 0) break;  // end of stream: what is missing will never come
    came += static_cast<std::size_t>(n);
  }
  return came;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8085");
  if (given.help) {
    std::cout << given.usage
              << "  then the message's bytes, 100000 if not given\n";
    return 0;
  }
  const std::size_t size = argc > 3 ? size_from(argv[3]) : 100'000;
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  const int small = 16384;  // of the receive buffer; accept() hands it on
  kit::check(
      ::setsockopt(listener.get(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small),
      "setsockopt");
  const kit::unique_fd connection(
      kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));
  std::vector<std::byte> message(size);
  const std::size_t came = recv_exact(connection.get(), message);
  if (came < message.size())
    throw std::runtime_error("expected " + std::to_string(message.size()) +
                             " bytes, the peer left after " +
                             std::to_string(came));
  std::cout << "all " << came << " bytes came" << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
