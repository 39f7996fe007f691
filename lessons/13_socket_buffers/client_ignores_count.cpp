// Shows: a send that does not wait takes what fits; this program forgets that.
// Ask:   who has lost the bytes that do not arrive?
// Run:   ./client_ignores_count [host] [port] [bytes]   with ./server elsewhere
// Try:   leave MSG_DONTWAIT out. Predict: is the program right then?
#include <sys/socket.h>

#include <algorithm>
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

  // ---- the lesson ----
  const ssize_t taken =
      kit::check(::send(connection.get(), message.data(), message.size(),
                        MSG_DONTWAIT | MSG_NOSIGNAL),
                 "send");
  // The fault: it was told how much was taken, and does not offer the rest.
  std::cout << "taken " << taken << ", not taken "
            << message.size() - static_cast<std::size_t>(taken) << std::endl;
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
