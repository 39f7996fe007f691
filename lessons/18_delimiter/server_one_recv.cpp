// Shows: a server that takes what one recv brings for one line.
// Ask:   it often works. Why, and when does it not?
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

// ---- the lesson ----
void converse(int client) {
  std::array<char, 1024> room{};
  for (int n = 0;;) {
    const ssize_t size =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    if (size == 0) return;  // end of stream
    // The fault: nobody said that a recv ends where a line ends.
    std::string message(room.data(), static_cast<std::size_t>(size));
    if (message.ends_with('\n')) message.pop_back();
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
