// Shows: the document's str(len(data)) + data: nothing ends the number.
// Ask:   which other messages make the bytes 115hello4feng?
// Run:   ./client_no_colon [host] [port]       and type messages; Ctrl-D
// Try:   type 1, hello, feng; then 5hello4feng. Predict: what differs?
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/messages.hpp"

constexpr std::size_t most = 99;  // bytes of a message

// ---- the lesson ----
std::string framed(const std::string& message) {
  if (message.size() > most)
    throw std::runtime_error("expected at most 99 bytes, got " +
                             std::to_string(message.size()));
  return std::to_string(message.size()) + message;  // the fault
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(argc, argv, "8080");
  if (given.help) {
    std::cout << given.usage;
    return 0;
  }
  const kit::unique_fd server =
      kit::connect_to(kit::endpoint(given.host, given.port));
  int n = 0;
  for (std::string message; kit::typed_message(std::cin, message);) {
    const std::string bytes = framed(message);
    kit::send_all(server.get(), bytes);
    std::cout << ++n << ": " << message.size() << " bytes \""
              << kit::escaped(message) << "\" in " << bytes.size() << std::endl;
  }
} catch (const std::exception& error) {
  std::cerr << std::string("client: ") + error.what() + '\n';
  return 1;
}
