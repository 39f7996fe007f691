// Shows: four bytes of length in front of each answer, as struct.pack('i', n).
// Ask:   why does nobody have to say "recv_ready" any more?
// Run:   ./server [host] [port]       then, in another terminal: ./client
// Try:   turn the order of the bytes round. Predict: what will the client say?
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/reports.hpp"

// ---- the lesson ----
// Python's struct.pack('i', size): 4 bytes, the lowest first ("little-endian").
// By shifts, so that it comes out the same on every machine. A report is short:
// what is above 2147483647 would not fit, and Python refuses it (lesson 21).
std::array<std::byte, 4> pack(std::size_t size) {
  std::array<std::byte, 4> header{};
  for (std::byte& b : header) {
    b = static_cast<std::byte>(size & 0xff);
    size >>= 8;
  }
  return header;
}

void converse(int client) {
  while (true) {
    const std::string command = kit::recv_command(client);
    if (command.empty()) return;  // end of stream: the client left
    const std::string answer = kit::report(command);
    std::cout << '"' << kit::escaped(command, 40) << "\": " << answer.size()
              << " bytes" << std::endl;
    kit::send_all(client, pack(answer.size()));
    kit::send_all(client, answer);
  }
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8083");
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
