// Shows: each message ends with a delimiter, which is not a part of it.
// Ask:   what if the delimiter is in the message?
// Run:   ./client [host] [port]       and type messages, \n for a line end
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

constexpr std::size_t most = 32;  // bytes of a message

// ---- the lesson ----
std::string framed(const std::string& message) {
  if (message.size() > most)
    throw std::runtime_error("expected at most 32 bytes, got " +
                             std::to_string(message.size()));
  // The server would take it for the end, and the rest for a message.
  if (message.find('\n') != std::string::npos)
    throw std::runtime_error("a message must not hold \"\\n\": \"" +
                             kit::escaped(message) + '"');
  return message + '\n';
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
