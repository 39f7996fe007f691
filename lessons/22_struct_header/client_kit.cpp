// Shows: many messages in one send: the frames keep them apart.
// Ask:   how many calls would a thousand lines cost with a send each?
// Run:   ./client_kit [host] [port]       and type messages; Ctrl-D sends them
// Try:   type three lines. Predict: how many bytes cross, in how many sends?
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/frame_batch.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/messages.hpp"

// ---- the lesson ----
void send_messages(int server, std::istream& lines) {
  kit::frame_batch batch(kit::length_format{});
  std::string message;
  const auto send = [&] {
    kit::send_all(server, batch.pieces());
    std::cout << batch.size() << " bytes" << std::endl;
    batch.clear();
  };
  while (kit::typed_message(lines, message)) {
    if (!batch.add(kit::as_bytes(message)))
      throw std::runtime_error("a message of more than 65536 bytes");
    // A large message is lent, not copied: out with it, before the next line
    // takes its place.
    if (batch.is_full() || message.size() >= kit::frame_batch::large) send();
  }
  if (batch.size() > 0) send();
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8083");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  send_messages(server.get(), std::cin);
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
