// Shows: send_all: look at what send took, and offer the rest again.
// Ask:   100000 bytes do not fit into the buffers; where are they meanwhile?
// Run:   ./client [host] [port] [bytes]       with ./server in another terminal
// Try:   diff client.cpp client_ignores_count.cpp. Predict: what is lost?
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

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
void send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    // A full buffer makes it wait. It may take less all the same: a signal
    // came, a time limit ran out, the socket does not block.
    const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n == -1 && errno == EINTR) continue;  // a signal came first: again
    kit::check(n, "send");
    bytes.remove_prefix(static_cast<std::size_t>(n));  // the rest is still ours
  }
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8085");
  if (given.help) {
    std::cout << given.usage
              << "  then the message's bytes, 100000 if not given\n";
    return 0;
  }
  const std::size_t size = argc > 3 ? size_from(argv[3]) : 100'000;
  const kit::unique_fd connection =
      kit::connect_to(kit::endpoint(given.host, given.port));
  const int small = 16384;  // of the send buffer
  kit::check(::setsockopt(connection.get(), SOL_SOCKET, SO_SNDBUF, &small,
                          sizeof small),
             "setsockopt");
  const std::string message(size, 'x');
  send_all(connection.get(), message);
  std::cout << "all " << message.size() << " bytes taken" << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
