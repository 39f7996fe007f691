// Shows: what becomes of messages that do not fit the frame.
// Ask:   what does the server print for "one\x00", what for 17 letters?
// Run:   ./client_unchecked [host] [port]       and type messages; Ctrl-D
// Try:   diff client.cpp client_unchecked.cpp. Predict: who notices a loss?
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/messages.hpp"

constexpr std::size_t frame = 16;  // bytes of each message on the wire

// ---- the lesson ----
std::string framed(std::string message) {
  message.resize(frame, '\0');  // the fault: pads, or cuts, any message
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
