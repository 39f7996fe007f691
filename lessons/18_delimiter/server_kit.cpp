// Shows: the same with the kit's decoder: the cure is one type.
// Ask:   which line has to change for another cure?
// Run:   ./server_kit [host] [port]       then, in another terminal: ./client
// Try:   diff this file and the one of another cure. Predict: how many lines?
#include <sys/socket.h>

#include <chrono>
#include <exception>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/escaped.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/delimiter.hpp"
#include "kit/framing/frames.hpp"
#include "kit/sockets/tcp.hpp"

// ---- the lesson ----
using cure = kit::delimiter_format;

void converse(int client) {
  cure::decoder decoder(cure{});
  for (int n = 0;;) {
    const std::span<std::byte> room = decoder.prepare();
    const ssize_t size =
        kit::check(::recv(client, room.data(), room.size(), 0), "recv");
    if (size == 0) break;  // end of stream
    decoder.commit(static_cast<std::size_t>(size));
    while (const auto message = decoder.next())
      std::cout << ++n << ": " << message->size() << " bytes \""
                << kit::escaped(kit::as_text(*message)) << '"' << std::endl;
    if (kit::refused(decoder)) break;
  }
  const std::string complaint = decoder.explain();  // "" between two messages
  if (!complaint.empty()) throw std::runtime_error(complaint);
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
