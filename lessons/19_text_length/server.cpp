// Shows: a netstring, 5:hello, is length, colon, message, comma.
// Ask:   what would be missing without the colon?
// Run:   ./server [host] [port]       then, in another terminal: ./client
// Try:   diff server.cpp server_no_colon.cpp. Predict: when do they differ?
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

[[noreturn]] void refuse(const std::string& what, const std::string& got) {
  throw std::runtime_error("expected " + what + ", got \"" +
                           kit::escaped(got, 20) + '"');
}

// ---- the lesson ----
// Takes the first message off the bytes received, if it is there whole.
std::optional<std::string> next_message(std::string& received) {
  const std::size_t colon = received.find(':');  // npos if there is none
  const std::string number = received.substr(0, colon);
  // Two digits at most, so nothing above 99; no sign, no blank, no "05".
  if (colon == 0 || number.size() > (number[0] == '0' ? 1 : 2) ||
      number.find_first_not_of("0123456789") != std::string::npos)
    refuse("a length from 0 to 99 and \":\"", received);
  if (colon == std::string::npos) return {};
  const std::size_t size = std::stoul(number), comma = colon + 1 + size;
  if (received.size() <= comma) return {};
  if (received[comma] != ',') refuse("a comma", received.substr(comma));
  std::string message = received.substr(colon + 1, size);
  received.erase(0, comma + 1);
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
  if (!received.empty()) refuse("a whole netstring before the end", received);
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
