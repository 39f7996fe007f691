// Shows: each message is filled up with NUL to 16 bytes.
// Ask:   how many bytes cross for "hi", how many for 17 letters?
// Run:   ./client [host] [port]       and type messages, \x00 for a NUL; Ctrl-D
// Try:   diff client.cpp client_unchecked.cpp. Predict: what can go wrong?
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/messages.hpp"

constexpr std::size_t frame = 16;  // bytes of each message on the wire

// ---- the lesson ----
std::string framed(std::string message) {
  if (message.size() > frame)
    throw std::runtime_error("expected at most 16 bytes, got " +
                             std::to_string(message.size()));
  // The server could not tell this NUL from the padding behind it.
  if (message.ends_with('\0'))
    throw std::runtime_error("a message must not end in NUL: \"" +
                             kit::escaped(message) + '"');
  message.resize(frame, '\0');
  return message;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  int n = 0;
  for (std::string message; kit::typed_message(std::cin, message);) {
    const std::string bytes = framed(message);
    kit::send_all(server.get(), bytes);
    std::cout << ++n << ": " << message.size() << " bytes \""
              << kit::escaped(message) << "\" in " << bytes.size() << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
