// Shows: a server that may pause anywhere, also in the middle of a message.
// Ask:   the header has gone out. When does the rest of the message follow?
// Run:   ./server [host] [port]       then ./client, then type messages
// Try:   type a line, and wait before the next. Predict: what does ./client do?
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/accept.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/messages.hpp"

// ---- the lesson ----
void send_message(int client, const std::string& message) {
  const auto header = kit::encode_length(kit::length_format{}, message.size());
  if (!header) throw std::runtime_error("a message of more than 65536 bytes");
  kit::send_all(client, header->bytes());
  // Between these two calls lies as much time as there may be.
  kit::send_all(client, message);
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8086");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  // One caller, and room for one more in the backlog (lesson 02).
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port), 0);
  const kit::unique_fd client = kit::accept_next(listener.get());
  std::string message;
  while (kit::typed_message(std::cin, message))
    send_message(client.get(), message);
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
