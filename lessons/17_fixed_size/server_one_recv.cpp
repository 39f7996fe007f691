// Shows: the document's receiver: one recv of 16 bytes is one message.
// Ask:   when does it print something that nobody sent?
// Run:   ./server_one_recv [host] [port]       then: ./client
// Try:   diff server.cpp server_one_recv.cpp. Predict: when do they differ?
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

constexpr std::size_t frame = 16;  // bytes of each message on the wire

// ---- the lesson ----
void converse(int client) {
  std::array<char, frame> room{};
  for (int n = 0;;) {
    // The fault: recv may bring fewer bytes than it is asked for.
    const ssize_t size =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    if (size == 0) return;  // end of stream
    std::string message(room.data(), static_cast<std::size_t>(size));
    message.erase(message.find_last_not_of('\0') + 1);  // the padding
    std::cout << ++n << ": " << message.size() << " bytes \""
              << kit::escaped(message) << '"' << std::endl;
  }
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
