// Shows: every message fills 16 bytes: all that is left is to count.
// Ask:   which byte may a message not end in, and who has to know that?
// Run:   ./server [host] [port]       then, in another terminal: ./client
// Try:   diff server.cpp ../18_delimiter/server.cpp. Predict: what differs?
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <exception>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::size_t frame = 16;  // bytes of each message on the wire

// ---- the lesson ----
// Takes the first message off the bytes received, if it is there whole.
std::optional<std::string> next_message(std::string& received) {
  if (received.size() < frame) return {};
  std::string message = received.substr(0, frame);
  received.erase(0, frame);
  message.erase(message.find_last_not_of('\0') + 1);  // the padding
  return message;
}

void converse(int client) {
  std::array<char, 1024> room{};
  std::string received;  // and not taken off yet
  for (int n = 0;;) {
    const ssize_t size =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    if (size == 0) break;  // end of stream
    received.append(room.data(), static_cast<std::size_t>(size));
    while (const auto message = next_message(received))
      std::cout << ++n << ": " << message->size() << " bytes \""
                << kit::escaped(*message) << '"' << std::endl;
  }
  if (!received.empty())
    throw std::runtime_error("expected 16 bytes, the peer left after " +
                             std::to_string(received.size()));
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd listener =
      kit::listen_at(kit::endpoint(given.host, given.port));
  while (true) {
    const kit::unique_fd client(
        kit::check(::accept(listener.get(), nullptr, nullptr), "accept"));
    try {
      kit::give_up_after(client.get(), std::chrono::seconds(60));
      converse(client.get());
      std::cout << "the client left" << std::endl;
    } catch (const std::exception& error) {  // this client's fault: the next
      std::cerr << std::string("server: hung up: ") + error.what() + '\n';
    }
  }
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
