// Shows: a delimiter in the message, and a line that does not end in time.
// Ask:   one message was sent; how many come out?
// Run:   ./client_unchecked [host] [port]       and type messages; Ctrl-D
// Try:   type 40 letters. Predict: what does the server say, and when?
#include <exception>
#include <iostream>
#include <string>

#include "kit/arguments.hpp"
#include "kit/escaped.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"
#include "props/messages.hpp"

// ---- the lesson ----
std::string framed(const std::string& message) {
  return message + '\n';  // the fault: the message may hold one too
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
