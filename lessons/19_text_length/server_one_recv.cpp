// Shows: a server that takes what one recv brings for one netstring.
// Ask:   what happens to a second message in the same recv?
// Run:   ./server_one_recv [host] [port]       then: ./client
// Try:   diff server.cpp server_one_recv.cpp. Predict: when do they differ?
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/tcp.hpp"

// ---- the lesson ----
void converse(int client) {
  std::array<char, 1024> room{};
  for (int n = 0;;) {
    const ssize_t size =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    if (size == 0) return;  // end of stream
    // The fault: it believes the number, and that the message is there, and
    // that nothing is behind it.
    const std::string received(room.data(), static_cast<std::size_t>(size));
    const std::size_t length = std::strtoul(received.c_str(), nullptr, 10);
    const std::string message = received.substr(received.find(':') + 1, length);
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
