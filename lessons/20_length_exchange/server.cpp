// Shows: the length first, as text; the data only when the client is ready.
// Ask:   why does the server wait between the length and the data?
// Run:   ./server [host] [port]       then, in another terminal: ./client
// Try:   send both at once. Predict first: what will the client take for 11?
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

void wait_until_ready(int client) {
  constexpr std::string_view expected = "recv_ready";
  std::string came;
  while (came.size() < expected.size() && expected.starts_with(came)) {
    std::array<char, expected.size()> room{};
    const ssize_t n = kit::check(
        ::recv(client, room.data(), expected.size() - came.size(), 0), "recv");
    if (n == 0)
      throw std::runtime_error(
          "expected \"recv_ready\", the client left after \"" +
          kit::escaped(came) + '"');
    came.append(room.data(), static_cast<std::size_t>(n));
  }
  if (came != expected)
    throw std::runtime_error("expected \"recv_ready\", got \"" +
                             kit::escaped(came) + '"');
}

// ---- the lesson ----
void converse(int client) {
  while (true) {
    const std::string command = kit::recv_command(client);
    if (command.empty()) return;  // end of stream: the client left
    const std::string answer = kit::report(command);
    std::cout << '"' << kit::escaped(command, 40) << "\": " << answer.size()
              << " bytes" << std::endl;

    // Nothing ends the number. Data right behind it would stick to it.
    kit::send_all(client, std::to_string(answer.size()));
    wait_until_ready(client);
    kit::send_all(client, answer);
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
