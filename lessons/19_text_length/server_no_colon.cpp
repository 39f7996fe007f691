// Shows: a reader of str(len(data)) + data has to guess where the number ends.
// Ask:   why is every guess wrong for some messages?
// Run:   ./server_no_colon [host] [port]       then: ./client_no_colon
// Try:   let it take one digit only. Predict: which messages go wrong then?
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
  if (received.empty()) return {};
  // The fault: a guess, that the number ends where the digits end.
  const std::size_t start = received.find_first_not_of("0123456789");
  const std::string number = received.substr(0, start);
  if (number.empty() || number.size() > 2)
    refuse("a length from 0 to 99", received);
  const std::size_t size = std::stoul(number), end = number.size() + size;
  if (received.size() < end) return {};
  std::string message = received.substr(number.size(), size);
  received.erase(0, end);
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
  if (!received.empty()) refuse("a whole message before the end", received);
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
