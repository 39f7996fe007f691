// Shows: the documents' class server: a handler, and a server made of classes.
// Ask:   which line makes it a server with threads? Which one UDP?
// Run:   ./class_server [host] [port] [tcp|udp]    then: ./client, ./udp_client
// Try:   derive `upper` from tcp_server itself. Predict: who waits for whom?
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <exception>
#include <iostream>
#include <span>
#include <string_view>

#include "class_server.hpp"
#include "kit/arguments.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

void make_upper(std::span<char> text) {
  for (char& c : text) c = static_cast<char>(std::toupper(c & 0xff));
}

// ---- the lesson ---- (class_server.hpp)
class upper : public threading<tcp_server> {
 public:
  using threading::threading;

 private:
  void handle(request& self) override {
    const int connection = self.connection.get();
    kit::give_up_after(connection, std::chrono::seconds(60));
    std::array<char, 1024> room{};
    while (true) {
      const ssize_t n =
          kit::check(::recv(connection, room.data(), room.size(), 0), "recv");
      if (n == 0) return;  // end of stream
      const auto text = std::span(room).first(static_cast<std::size_t>(n));
      make_upper(text);
      kit::send_all(connection, std::as_bytes(text));
    }
  }
};

class upper_letter : public threading<udp_server> {
 public:
  using threading::threading;

 private:
  void handle(request& self) override {
    auto& [connection, data, socket, client_address] = self;
    make_upper(data);
    kit::check(::sendto(socket, data.data(), data.size(), 0,
                        client_address.address(), client_address.size()),
               "sendto");
  }
};

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "8889");
  if (given.help) return std::cout << given.usage << "  then [tcp|udp]\n", 0;
  const kit::endpoint here(given.host, given.port);
  upper by_connection(here);
  upper_letter by_datagram(here);
  tcp_server& server = argc > 3 && std::string_view(argv[3]) == "udp"
                           ? static_cast<tcp_server&>(by_datagram)
                           : by_connection;
  server.open();
  server.serve_forever();
} catch (const std::exception& error) {
  std::cerr << std::string("server: ") + error.what() + '\n';
  return 1;
}
